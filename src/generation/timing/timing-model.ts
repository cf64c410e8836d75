import type { Random } from '../sampling/random-stream.js';
import type { Volume } from '../volume.js';

/** Settled columns of a part that a timing model builds on, one element a row. */
export interface SettledRows {
  /** Index among AGENCIES. */
  readonly agency: Uint8Array;
  /** The part's own stream for a purpose. */
  readonly stream: (purpose: string) => Random;
}

/** What a timing model draws for each row: codes among CALL_TYPES, CALL_RECEPTIONS and DISPOSITIONS, and whole seconds. */
export interface CallFacts {
  readonly problem: Uint8Array;
  readonly callReception: Uint8Array;
  readonly disposition: Uint8Array;
  readonly queueTime: Int32Array;
  readonly dispatchTime: Int32Array;
  readonly phoneTime: Int32Array;
  readonly ackTime: Int32Array;
  readonly enrouteTime: Int32Array;
  readonly onSceneTime: Int32Array;
}

/** How calls spread over time and agencies, and what happens in each. */
export interface TimingModel {
  readonly volume: Volume;
  readonly drawCalls: (rows: SettledRows) => CallFacts;
}
