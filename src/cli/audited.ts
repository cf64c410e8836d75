import { COMMAND_LINE } from '../domain/caller.js';
import type { Services } from '../service/services.js';

/** Does something that changes something, entered in the audit trail as done by the command line. */
export function audited<Result>(
  { audit }: Pick<Services, 'audit'>,
  { action, objectId = null }: { readonly action: string; readonly objectId?: string | null },
  work: () => Promise<Result>,
  made: (result: Result) => string | null = () => null,
): Promise<Result> {
  return audit.run({ action, objectId, caller: COMMAND_LINE, origin: 'COMMAND_LINE', requestId: null }, work, made);
}
