// Whether the service of this container answers /health: exit code 0 when it does, within five seconds.
const { HOST = '127.0.0.1', PORT = '4000' } = process.env;
const host = ['0.0.0.0', '::', ''].includes(HOST) ? '127.0.0.1' : HOST; // listening everywhere, it listens here as well
const url = `http://${host.includes(':') ? `[${host}]` : host}:${PORT}/health`;

const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;
