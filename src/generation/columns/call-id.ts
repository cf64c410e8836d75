import { calendarDay, parseLocalDate } from '../../domain/local-date.js';
import { type CodeArray, codeArray } from '../../domain/record-columns.js';
import type { GenerationSettings } from '../../domain/settings.js';
import { AGENCIES, CALL_ID_LETTER } from '../../domain/vocabulary/agencies.js';
import type { PartPlan } from '../plan.js';

/** How the call ids of a run can begin: two-digit year, dash, agency letter, for each year and each of AGENCIES. */
export function callIdPrefixes(settings: GenerationSettings): string[] {
  const [first, last] = [yearOf(settings.startDate), yearOf(settings.endDate)];
  const years = Array.from({ length: last - first + 1 }, (_, i) => String(first + i).slice(2));
  return years.flatMap((year) => AGENCIES.map((agency) => `${year}-${CALL_ID_LETTER[agency]}`));
}

export interface CallIds {
  readonly prefix: CodeArray;
  readonly sequence: Int32Array;
}

/** For each call how its id begins, and its number in the count of its agency and year. */
export function callIds(settings: GenerationSettings, part: PartPlan, agency: Uint8Array): CallIds {
  const firstYear = yearOf(settings.startDate);
  const prefix = codeArray(part.recordCount, callIdPrefixes(settings).length);
  const sequence = new Int32Array(part.recordCount);
  const next = Int32Array.from(part.firstSequences);
  let row = 0;
  let year = part.slots[0]?.year;
  for (const slot of part.slots) {
    if (slot.year !== year) next.fill(1);
    year = slot.year;
    const ofYear = (year - firstYear) * AGENCIES.length;
    for (const end = row + slot.recordCount; row < end; row++) {
      const of = agency[row] as number;
      prefix[row] = ofYear + of;
      sequence[row] = next[of] as number;
      next[of] = (next[of] as number) + 1;
    }
  }
  return { prefix, sequence };
}

function yearOf(date: string): number {
  const day = parseLocalDate(date);
  if (day === undefined) throw new Error(`'${date}' is no date`); // settings are checked before they get here
  return calendarDay(day).year;
}
