import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/local-date.js';
import { SHIFT_PARTS, type ShiftPattern } from '../../domain/vocabulary/shift-patterns.js';
import { type Duty, dutiesOfDay } from '../duty-shift.js';
import type { PartPlan } from '../plan.js';
import type { Random } from '../sampling/random-stream.js';

/** The shift that takes each call, and the third of that shift in which the event falls. */
export function dutyColumns(part: PartPlan, pattern: ShiftPattern, seconds: Uint32Array, random: Random) {
  const shift = new Uint8Array(part.recordCount);
  const shiftPart = new Uint8Array(part.recordCount);
  let row = 0;
  for (const slot of part.slots) {
    const midnight = slot.day * SECONDS_PER_DAY;
    const byHour = dutiesOfDay(pattern, slot.day);
    for (const end = row + slot.recordCount; row < end; row++) {
      const moment = seconds[row] as number;
      const duties = byHour[Math.floor((moment - midnight) / SECONDS_PER_HOUR)] as Duty[];
      const duty = duties[duties.length === 1 ? 0 : Math.floor(random() * duties.length)] as Duty;
      shift[row] = duty.shift;
      shiftPart[row] = Math.floor(((moment - duty.start) * SHIFT_PARTS.length) / duty.seconds);
    }
  }
  return { shift, shiftPart };
}
