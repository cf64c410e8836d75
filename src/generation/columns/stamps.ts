import type { CallFacts } from '../timing/timing-model.js';

const TWO_TO_32 = 4_294_967_296;

/** The sums and the moments that follow from a call's event and its intervals. Moments are 64-bit microseconds in two halves. */
export function derivedTimes(events: Uint32Array, { columns, cancellation }: CallFacts) {
  const count = events.length;
  const processTime = new Int32Array(count);
  const totalTime = new Int32Array(count);
  const eventTime = new Uint32Array(2 * count);
  const timeCallQueued = new Uint32Array(2 * count);
  const timeCallDispatched = new Uint32Array(2 * count);
  const timeCallAcknowledged = new Uint32Array(2 * count);
  const timeCallDisconnected = new Uint32Array(2 * count);
  const timeUnitEnroute = new Uint32Array(2 * count);
  const timeCallClosed = new Uint32Array(2 * count);
  for (let row = 0; row < count; row++) {
    const event = events[row] as number;
    const queued = event + (columns.queueTime[row] as number);
    const dispatched = queued + (columns.dispatchTime[row] as number);
    const acknowledged = dispatched + (columns.ackTime[row] as number);
    const arrived = acknowledged + (columns.enrouteTime[row] as number);
    const cancelled = cancellation !== null && cancellation.arrived[row] === 0;
    const closed =
      arrived + (cancelled ? (cancellation.closingTime[row] as number) : (columns.onSceneTime[row] as number));
    processTime[row] = dispatched - event;
    totalTime[row] = closed - event;
    putStamp(eventTime, row, event);
    putStamp(timeCallQueued, row, queued);
    putStamp(timeCallDispatched, row, dispatched);
    putStamp(timeCallAcknowledged, row, acknowledged);
    putStamp(timeCallDisconnected, row, event + (columns.phoneTime[row] as number));
    if (!cancelled) putStamp(timeUnitEnroute, row, arrived);
    putStamp(timeCallClosed, row, closed);
  }
  return {
    processTime,
    totalTime,
    eventTime,
    timeCallQueued,
    timeCallDispatched,
    timeCallAcknowledged,
    timeCallDisconnected,
    timeUnitEnroute,
    timeCallClosed,
  };
}

/** Seconds since 1970 as microseconds, low half first. Exact: below 2^53 up to the year 2255. */
function putStamp(halves: Uint32Array, row: number, seconds: number): void {
  const micros = seconds * 1e6;
  const high = Math.floor(micros / TWO_TO_32);
  halves[2 * row] = micros - high * TWO_TO_32;
  halves[2 * row + 1] = high;
}
