import { calendarDay, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../domain/local-date.js';
import type { ShiftPattern } from '../domain/vocabulary/shift-patterns.js';

/** A shift at work: its index among the pattern's shifts, when it began (seconds since 1970) and how long it lasts. */
export interface Duty {
  readonly shift: number;
  readonly start: number;
  readonly seconds: number;
}

/** A block of duty that comes back every day; `shiftOn` says whose it is on the day it begins. */
interface Block {
  readonly startHour: number;
  readonly hours: number;
  readonly shiftOn: (dutyDay: number) => number;
}

const [A, B, C, D] = [0, 1, 2, 3] as const;

function always(shift: number): (dutyDay: number) => number {
  return () => shift;
}

/** Synth911Gen2's rule, on the day the shift begins: MON TUE FRI SAT of even weeks and WED THU SUN of odd ones are A's and C's. */
function byWeekParity(working: number, other: number): (dutyDay: number) => number {
  return (dutyDay) => {
    const { weekday, isoWeek } = calendarDay(dutyDay);
    const firstGroup = [0, 1, 4, 5].includes(weekday);
    return firstGroup === (isoWeek % 2 === 0) ? working : other;
  };
}

/** The group at work on each day of the 14-day rotation (SynthCCD's preset); day 0 is Monday 2024-01-01. */
const ROTATION = [1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 2, 2, 2] as const;
const ROTATION_START = 19_723;

function byRotation(firstGroup: number, secondGroup: number): (dutyDay: number) => number {
  return (dutyDay) => {
    const day = (((dutyDay - ROTATION_START) % ROTATION.length) + ROTATION.length) % ROTATION.length;
    return ROTATION[day] === 1 ? firstGroup : secondGroup;
  };
}

const BLOCKS: Readonly<Record<ShiftPattern, readonly Block[]>> = {
  ISO_WEEK_PARITY: [
    { startHour: 6, hours: 12, shiftOn: byWeekParity(A, B) },
    { startHour: 18, hours: 12, shiftOn: byWeekParity(C, D) },
  ],
  ROTATION_14_DAY: [
    { startHour: 6, hours: 12, shiftOn: byRotation(A, B) },
    { startHour: 18, hours: 12, shiftOn: byRotation(C, D) },
  ],
  TWO_BY_12H: [
    { startHour: 6, hours: 12, shiftOn: always(A) },
    { startHour: 18, hours: 12, shiftOn: always(B) },
  ],
  THREE_BY_8H: [
    { startHour: 6, hours: 8, shiftOn: always(A) },
    { startHour: 14, hours: 8, shiftOn: always(B) },
    { startHour: 22, hours: 8, shiftOn: always(C) },
  ],
  FOUR_BY_10H: [
    { startHour: 6, hours: 10, shiftOn: always(A) },
    { startHour: 10, hours: 10, shiftOn: always(B) },
    { startHour: 16, hours: 10, shiftOn: always(C) },
    { startHour: 20, hours: 10, shiftOn: always(D) },
  ],
};

/** Who is on duty in each of the 24 hours of a day (days since 1970-01-01): one shift, or two where they overlap. Shifts change on the hour. */
export function dutiesOfDay(pattern: ShiftPattern, day: number): Duty[][] {
  const duties = [day - 1, day].flatMap((dutyDay) =>
    BLOCKS[pattern].map((block) => ({
      shift: block.shiftOn(dutyDay),
      start: dutyDay * SECONDS_PER_DAY + block.startHour * SECONDS_PER_HOUR,
      seconds: block.hours * SECONDS_PER_HOUR,
    })),
  );
  return Array.from({ length: 24 }, (_, hour) => {
    const moment = day * SECONDS_PER_DAY + hour * SECONDS_PER_HOUR;
    return duties.filter((duty) => duty.start <= moment && moment < duty.start + duty.seconds);
  });
}
