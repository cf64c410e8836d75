import { type CodeArray, codeArray, type ColumnData, type RecordColumns } from '../domain/record-columns.js';
import type { ColumnName } from '../domain/record-schema.js';
import { CALL_TYPES } from '../domain/vocabulary/call-types.js';
import { calendarColumns } from './columns/calendar.js';
import { dutyColumns } from './columns/duty-shift.js';
import { callIds } from './columns/call-id.js';
import { drawEvents } from './columns/events.js';
import { drawPeople } from './columns/people.js';
import { derivedTimes } from './columns/stamps.js';
import type { PartPlan } from './plan.js';
import type { Run } from './run.js';
import type { Random } from './sampling/random-stream.js';
import type { CallFacts } from './timing/timing-model.js';

const PRIORITY_OF_PROBLEM = Uint8Array.from(CALL_TYPES, (type) => type.priority);

/** Fills one array per column for the rows of a part, or of a slice of it, from the part's random streams. */
export function makePart(run: Run, part: PartPlan, stream: (purpose: string) => Random): RecordColumns {
  const { seconds, agency } = drawEvents(part, run.model.volume, stream('eventTime'));
  const { shift, shiftPart } = dutyColumns(part, run.settings.shiftPattern, seconds, stream('shift'));
  const facts = run.model.drawCalls({ seconds, agency, stream });
  const { prefix, sequence } = callIds(run.settings, part, agency);
  const data: Record<ColumnName, ColumnData> = {
    callId: sequence,
    agency,
    ...calendarColumns(part, seconds),
    shift,
    shiftPart,
    ...facts.columns,
    priorityNumber: prioritiesOf(facts.columns.problem),
    address: drawAddresses(part.recordCount, run.dictionaries.get('address')?.length ?? 0, stream('address')),
    callTaker: drawPeople(run.callTakers, shift, run.model.workload, stream('callTaker')),
    dispatcher: drawPeople(run.dispatchers, shift, run.model.workload, stream('dispatcher')),
    ...derivedTimes(seconds, facts),
  };
  return { rowCount: part.recordCount, callIdPrefix: prefix, data, validity: validityOf(facts) };
}

function prioritiesOf(problem: Uint8Array): Int32Array {
  const priority = new Int32Array(problem.length);
  for (let row = 0; row < priority.length; row++) priority[row] = PRIORITY_OF_PROBLEM[problem[row] as number] as number;
  return priority;
}

function drawAddresses(count: number, poolSize: number, random: Random): CodeArray {
  const codes = codeArray(count, poolSize);
  for (let row = 0; row < count; row++) codes[row] = Math.floor(random() * poolSize);
  return codes;
}

/** A call that was cancelled before arrival has no arrival. */
function validityOf({ cancellation }: CallFacts): RecordColumns['validity'] {
  if (!cancellation) return {};
  const { arrived } = cancellation;
  return { enrouteTime: arrived, onSceneTime: arrived, timeUnitEnroute: arrived };
}
