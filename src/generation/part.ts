import { type CodeArray, codeArray, type ColumnData, type RecordColumns } from '../domain/record-columns.js';
import type { ColumnName } from '../domain/record-schema.js';
import { CALL_TYPES } from '../domain/vocabulary/call-types.js';
import { calendarColumns } from './columns/calendar.js';
import { dutyColumns } from './columns/duty-shift.js';
import { callSequences, drawEvents } from './columns/events.js';
import { derivedTimes } from './columns/stamps.js';
import type { PartPlan } from './plan.js';
import type { Roster, Run } from './run.js';
import { type Random, randomStream } from './sampling/random-stream.js';

const PRIORITY_OF_PROBLEM = Uint8Array.from(CALL_TYPES, (type) => type.priority);

/** Fills one array per column for the rows of a part. */
export function makePart(run: Run, part: PartPlan): RecordColumns {
  const stream = (purpose: string): Random => randomStream(run.seed, part.index, purpose);
  const { seconds, agency } = drawEvents(part, run.model.volume, stream('eventTime'));
  const { shift, shiftPart } = dutyColumns(part, run.settings.shiftPattern, seconds, stream('shift'));
  const facts = run.model.drawCalls({ agency, stream });
  const data: Record<ColumnName, ColumnData> = {
    callId: callSequences(part, agency),
    agency,
    ...calendarColumns(part, seconds),
    shift,
    shiftPart,
    ...facts,
    priorityNumber: Int32Array.from(facts.problem, (problem) => PRIORITY_OF_PROBLEM[problem] as number),
    address: drawAddresses(part.recordCount, run.dictionaries.get('address')?.length ?? 0, stream('address')),
    callTaker: drawPeople(run.callTakers, shift, stream('callTaker')),
    dispatcher: drawPeople(run.dispatchers, shift, stream('dispatcher')),
    ...derivedTimes(seconds, facts),
  };
  return { rowCount: part.recordCount, data, validity: {} };
}

function drawAddresses(count: number, poolSize: number, random: Random): CodeArray {
  const codes = codeArray(count, poolSize);
  for (let row = 0; row < count; row++) codes[row] = Math.floor(random() * poolSize);
  return codes;
}

function drawPeople({ codes, dictionarySize }: Roster, shift: Uint8Array, random: Random): CodeArray {
  const people = codeArray(shift.length, dictionarySize);
  for (let row = 0; row < people.length; row++) {
    const onShift = codes[shift[row] as number] as Uint32Array;
    people[row] = onShift[Math.floor(random() * onShift.length)] as number;
  }
  return people;
}
