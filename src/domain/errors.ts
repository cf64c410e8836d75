import type { Caller, Role } from './caller.js';
import type { DatasetStatus, FileStatus } from './dataset.js';

export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'QUOTA_EXCEEDED'
  | 'RATE_LIMITED'
  | 'OPERATION_TOO_COMPLEX'
  | 'TIMEOUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN';

export type IssueCode = 'REQUIRED' | 'INVALID_VALUE' | 'TOO_SMALL' | 'TOO_LARGE' | 'UNKNOWN_VALUE' | 'DUPLICATE';

/** One problem of an input: where it is, counted from the arguments, and what would be right. */
export interface InputIssue {
  readonly path: readonly (string | number)[];
  readonly code: IssueCode;
  readonly message: string;
}

/** What a client did that cannot be done, and can act on. Everything else that is thrown is our fault. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly issues: readonly InputIssue[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }

  /** The same error, its issues moved under the argument that the input came in. */
  under(argument: string): DomainError {
    const moved = this.issues.map((issue) => ({ ...issue, path: [argument, ...issue.path] }));
    return new DomainError(this.code, this.message, this.details, moved);
  }
}

export class InvalidInputError extends DomainError {
  constructor(issues: readonly InputIssue[]) {
    super('BAD_USER_INPUT', issues.map((issue) => issue.message).join(' '), {}, issues);
  }
}

export class NotFoundError extends DomainError {
  constructor(what: string, id: string, path: readonly string[]) {
    const message = `There is no ${what} '${id}'.`;
    super('NOT_FOUND', message, {}, [{ path, code: 'UNKNOWN_VALUE', message }]);
  }
}

export class NameTakenError extends DomainError {
  constructor(issue: InputIssue) {
    super('CONFLICT', issue.message, {}, [issue]);
  }
}

export class StaleRevisionError extends DomainError {
  constructor(expectedRevision: number, currentRevision: number) {
    const message = `The profile is at revision ${currentRevision}, not ${expectedRevision}: read it again and repeat the change.`;
    const issue: InputIssue = { path: ['expectedRevision'], code: 'INVALID_VALUE', message };
    super('CONFLICT', message, { currentRevision }, [issue]);
  }
}

export class BuiltInProfileError extends DomainError {
  constructor(name: string) {
    const message = `Profile '${name}' comes with the service and cannot be changed; duplicate it and change the copy.`;
    super('CONFLICT', message, { status: 'BUILT_IN' }, [{ path: ['id'], code: 'INVALID_VALUE', message }]);
  }
}

export class IdempotencyMismatchError extends DomainError {
  constructor(key: string) {
    const message = `The idempotency key '${key}' was used with another input; use a new key for a new request.`;
    super('IDEMPOTENCY_MISMATCH', message, {}, [{ path: ['idempotencyKey'], code: 'INVALID_VALUE', message }]);
  }
}

export class DatasetNotCompletedError extends DomainError {
  constructor(status: DatasetStatus) {
    const message = `The dataset is ${status}; its records can be had once it is COMPLETED.`;
    super('CONFLICT', message, { status }, [{ path: ['datasetId'], code: 'INVALID_VALUE', message }]);
  }
}

/** A COMPLETED dataset whose records cannot be read any more. */
export class FilesLostError extends DomainError {
  constructor(lost: string) {
    const message = `The dataset has lost records. ${lost}`;
    const details = { status: 'COMPLETED', failure: 'FILES_LOST' };
    super('CONFLICT', message, details, [{ path: ['datasetId'], code: 'INVALID_VALUE', message }]);
  }
}

export class DiskSpaceError extends DomainError {
  constructor(neededBytes: number, freeBytes: number) {
    const [needed, free] = [neededBytes, freeBytes].map((bytes) => bytes.toLocaleString('en-US'));
    const message = `This may take ${needed} bytes of disk, and ${free} are free; make room, or ask for fewer records or formats.`;
    super('QUOTA_EXCEEDED', message, { neededBytes, freeBytes });
  }
}

export class OtherGeneratorError extends DomainError {
  constructor(datasetId: string, made: string, current: string) {
    const message = `Dataset '${datasetId}' was made by generator version ${made}, and this is ${current}; only that version makes the same bytes again.`;
    super('CONFLICT', message, { generatorVersion: made });
  }
}

export class UnequalBytesError extends DomainError {
  constructor(name: string, recorded: string, made: string) {
    const message = `Made again, ${name} has SHA-256 ${made}, and ${recorded} is recorded; nothing was put in its place.`;
    super('CONFLICT', message, { recorded, made });
  }
}

export class DatasetFinalError extends DomainError {
  constructor(status: DatasetStatus) {
    const message = `The dataset is ${status}; only one that is QUEUED or RUNNING can be cancelled.`;
    super('CONFLICT', message, { status }, [{ path: ['datasetId'], code: 'INVALID_VALUE', message }]);
  }
}

export class QuotaExceededError extends DomainError {
  constructor(waiting: number, limit: number) {
    super('QUOTA_EXCEEDED', `${waiting} jobs wait already, and at most ${limit} may; ask again when some are done.`, {
      limit,
    });
  }
}

/** One person's keys have as many jobs as they may. */
export class JobQuotaError extends DomainError {
  constructor(jobs: number, limit: number) {
    const message = `You have ${jobs} generations and exports that wait or run, and may have ${limit}; ask again when some are done.`;
    super('QUOTA_EXCEEDED', message, { jobs, limit });
  }
}

/** One person's keys would take more of the disk than they may. */
export class ByteQuotaError extends DomainError {
  constructor(neededBytes: number, usedBytes: number, limitBytes: number) {
    const [needed, used, limit] = [neededBytes, usedBytes, limitBytes].map((bytes) => bytes.toLocaleString('en-US'));
    const message = `This may take ${needed} bytes, you have ${used}, and may have ${limit}; delete what you no longer need, or ask for less.`;
    super('QUOTA_EXCEEDED', message, { neededBytes, usedBytes, limitBytes });
  }
}

export class FileBusyError extends DomainError {
  constructor(status: FileStatus) {
    const message = `The file is ${status}; it can be deleted once it is COMPLETED or FAILED.`;
    super('CONFLICT', message, { status }, [{ path: ['fileId'], code: 'INVALID_VALUE', message }]);
  }
}

/** No key, or one that is not known, revoked or expired: which of them is nobody's business. */
export class UnauthenticatedError extends DomainError {
  constructor() {
    super('UNAUTHENTICATED', "This needs a valid API key, sent as 'Authorization: Bearer <key>'.");
  }
}

export class ForbiddenError extends DomainError {
  constructor(what: string, { name, role }: Pick<Caller, 'name' | 'role'>, requiredRole: Role) {
    super('FORBIDDEN', `${what} needs the role ${requiredRole}; the key '${name}' has the role ${role}.`, {
      requiredRole,
      role,
    });
  }
}

export class ApiKeyRevokedError extends DomainError {
  constructor() {
    const message = 'The key is REVOKED already.';
    super('CONFLICT', message, { status: 'REVOKED' }, [{ path: ['id'], code: 'INVALID_VALUE', message }]);
  }
}

/** An operation asks for more than one may. */
export class OperationTooComplexError extends DomainError {
  constructor(limit: string, what: string, actual: number, maximum: number) {
    const [count, most] = [actual, maximum].map((number) => number.toLocaleString('en-US'));
    super('OPERATION_TOO_COMPLEX', `The operation has ${count} ${what}; at most ${most} are allowed.`, {
      limit,
      actual,
      maximum,
    });
  }
}

/** A client asks for more than its share just now. */
export class RateLimitedError extends DomainError {
  /** `retryAfter` is in seconds. */
  constructor(reason: string, retryAfter: number) {
    super('RATE_LIMITED', `${reason}; try again in ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`, {
      retryAfter,
    });
  }
}

/** The work for an operation was given up. */
export class OperationTimeoutError extends DomainError {
  constructor(seconds: number) {
    const message = `The operation took longer than ${seconds} seconds and was given up; ask for less of it, or filter it.`;
    super('TIMEOUT', message, { seconds });
  }
}

/** Nobody waits for the answer of an operation any more. */
export class AbandonedError extends DomainError {
  constructor() {
    super('TIMEOUT', 'The client left before the operation was done.');
  }
}
