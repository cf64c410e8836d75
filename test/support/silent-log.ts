import type { JobLog } from '../../src/jobs/job-runner.js';

/** Keeps nothing of what it is told. */
export const silentLog: JobLog = { info: () => undefined, error: () => undefined };
