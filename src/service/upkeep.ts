import type { JobLog } from '../jobs/job-runner.js';
import type { Reconciler } from '../jobs/reconcile.js';
import type { AuditTrail } from './audit-trail.js';
import type { Retention } from './retention.js';
import type { Verification } from './verification.js';

const RETENTION_MILLISECONDS = 5 * 60 * 1000;

/** What a service does by itself for the data at rest, as long as it runs. */
export class Upkeep {
  private stopped = false;
  private background: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly reconciler: Reconciler,
    private readonly verification: Verification,
    private readonly retention: Retention,
    private readonly audit: AuditTrail,
    private readonly log: JobLog,
  ) {}

  /** Looks at once what is there; reads all files through and keeps the retention's limits from then on. */
  async start(): Promise<void> {
    await this.reconciler.reconcile();
    await this.verification.checkAllSizes();
    this.inBackground('the files could not be checked', () => this.verification.checkAllHashes(() => this.stopped));
    this.applyRetention();
    this.timer = setInterval(() => this.applyRetention(), RETENTION_MILLISECONDS).unref();
  }

  /** Begins nothing more; call it before the workers are let go. */
  stop(): void {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
  }

  /** Waits for what still runs, which ends at once when the workers are let go. */
  async settled(): Promise<void> {
    await this.background;
  }

  private applyRetention(): void {
    const now = new Date();
    if (this.retention.isOn) this.inBackground('the retention could not be applied', () => this.retention.apply(now));
    this.inBackground('old audit entries could not be deleted', () => this.audit.forgetOld(now, () => !this.stopped));
  }

  private inBackground(complaint: string, work: () => Promise<void>): void {
    const done = work().catch((error: unknown) => {
      if (!this.stopped) this.log.error({ err: error }, complaint);
    });
    this.background = Promise.all([this.background, done]);
  }
}
