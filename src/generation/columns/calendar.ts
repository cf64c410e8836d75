import { calendarDay, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/local-date.js';
import { DAY_NIGHT } from '../../domain/vocabulary/calendar.js';
import type { PartPlan } from '../plan.js';

const DAY = DAY_NIGHT.indexOf('DAY');
const NIGHT = DAY_NIGHT.indexOf('NIGHT');

/** What the calendar and the clock say of each event; the rows of a slot lie on one day. */
export function calendarColumns(part: PartPlan, seconds: Uint32Array) {
  const dayOfYear = new Int32Array(part.recordCount);
  const weekNo = new Int32Array(part.recordCount);
  const hour = new Int32Array(part.recordCount);
  const dayNight = new Uint8Array(part.recordCount);
  const dow = new Uint8Array(part.recordCount);
  let row = 0;
  for (const slot of part.slots) {
    const end = row + slot.recordCount;
    const day = calendarDay(slot.day);
    dayOfYear.fill(day.dayOfYear, row, end);
    weekNo.fill(day.isoWeek, row, end);
    dow.fill(day.weekday, row, end);
    const midnight = slot.day * SECONDS_PER_DAY;
    for (; row < end; row++) {
      const hourOfDay = Math.floor(((seconds[row] as number) - midnight) / SECONDS_PER_HOUR);
      hour[row] = hourOfDay;
      dayNight[row] = hourOfDay >= 6 && hourOfDay < 18 ? DAY : NIGHT;
    }
  }
  return { dayOfYear, weekNo, hour, dayNight, dow };
}
