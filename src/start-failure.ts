/** Why the service or the command line cannot start, in one line for the person who started it. */
export function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, path } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${address} is in use; give another one as PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address '${address ?? ''}'; give another one as HOST.`;
    case 'EACCES':
      return port === undefined
        ? `'${path}' may not be written.`
        : `port ${port} may not be opened; give another one as PORT.`;
    case 'EROFS':
    case 'EPERM':
      return `'${path}' may not be written.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `'${path}' is in the way: the data folder must be a folder.`;
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
      return `the catalog cannot be written: ${error.message}.`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `the catalog is damaged (${error.message}); restore a backup, or move catalog.db away and run 'synth911 catalog rebuild'.`;
    default:
      return error.message;
  }
}
