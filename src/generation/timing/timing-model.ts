import type { Random } from '../sampling/random-stream.js';
import type { Volume } from '../volume.js';

/** Settled columns of a part that a timing model builds on, one element a row. */
export interface SettledRows {
  /** Seconds since 1970 of the event, in order. */
  readonly seconds: Uint32Array;
  /** Index among AGENCIES. */
  readonly agency: Uint8Array;
  /** The part's own stream for a purpose. */
  readonly stream: (purpose: string) => Random;
}

/**
 * What a timing model draws for each row: codes among CALL_TYPES, CALL_RECEPTIONS and DISPOSITIONS, and whole seconds.
 */
export interface DrawnColumns {
  readonly problem: Uint8Array;
  readonly callReception: Uint8Array;
  readonly disposition: Uint8Array;
  readonly queueTime: Int32Array;
  readonly dispatchTime: Int32Array;
  readonly phoneTime: Int32Array;
  readonly ackTime: Int32Array;
  /** 0 where no unit arrived, as is onSceneTime. */
  readonly enrouteTime: Int32Array;
  readonly onSceneTime: Int32Array;
}

export interface CallFacts {
  readonly columns: DrawnColumns;
  /** null: a unit arrived at every call. */
  readonly cancellation: Cancellation | null;
  /**
   * What is drawn but not recorded: the index among the model's origins of how each call came about; null: the model
   * knows none.
   */
  readonly origin: Uint8Array | null;
}

/** Calls that were cancelled before a unit arrived. */
export interface Cancellation {
  /** 1 where a unit arrived, else 0. */
  readonly arrived: Uint8Array;
  /** Seconds from the start of travel to the close of the call where no unit arrived, else 0. */
  readonly closingTime: Int32Array;
}

/** How calls spread over time, agencies and people, and what happens in each. */
export interface TimingModel {
  readonly volume: Volume;
  /**
   * Relative share of the calls that the person of this rank, from 0, takes among those on the shift; null: all take
   * alike.
   */
  readonly workload: ((rank: number) => number) | null;
  readonly drawCalls: (rows: SettledRows) => CallFacts;
}
