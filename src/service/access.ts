import { type Caller, openCaller } from '../domain/caller.js';

/** What a request shows of who sends it. */
export interface Credentials {
  /** As in the HTTP header: `Bearer <key>`. */
  readonly authorization: string | undefined;
  /** Network address that it came from. */
  readonly address: string;
}

/** Tells who a caller is: the one place that does so, whichever way a request comes in. */
export class AccessService {
  /** The service is open: everybody may do everything. */
  async callerOf({ address }: Credentials): Promise<Caller> {
    return openCaller(address);
  }
}
