import {
  calendarDay,
  firstDayOfYear,
  parseLocalDate,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
} from '../domain/local-date.js';
import type { GenerationSettings } from '../domain/settings.js';
import { AGENCIES } from '../domain/vocabulary/agencies.js';
import { dealOut, runningSums } from './sampling/counts.js';
import { type Random, randomStream } from './sampling/random-stream.js';
import type { Volume } from './volume.js';

/** Records of a part, at most, unless a single second holds more. */
const PART_RECORDS = 262_144;
/** A day that is expected to hold more than this is cut into hours, or pieces of hours. */
const SLOT_RECORDS = PART_RECORDS / 8;

/** A whole day, or a stretch inside one hour of it, and how many calls of each agency begin in it. */
export interface Slot {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly year: number;
  /** Seconds after midnight at which the slot begins. */
  readonly start: number;
  readonly seconds: number;
  /** In the order of AGENCIES. */
  readonly counts: readonly number[];
  readonly recordCount: number;
}

/** A unit of work that can be made alone. */
export interface PartPlan {
  readonly index: number;
  /** Zero-based position of its first record in the dataset. */
  readonly firstPosition: number;
  readonly recordCount: number;
  readonly slots: readonly Slot[];
  /** For each of AGENCIES, the number that its first call in this part takes, in the year of the first slot. */
  readonly firstSequences: readonly number[];
}

/** Draws how many calls of each agency begin in each slot, and cuts the slots into parts. */
export function planParts(settings: GenerationSettings, seed: string, volume: Volume): PartPlan[] {
  return cutIntoParts(drawSlots(settings, seed, volume), firstNumbers(settings, seed));
}

function drawSlots(settings: GenerationSettings, seed: string, volume: Volume): Slot[] {
  const firstDay = dayOf(settings.startDate);
  const days = dayOf(settings.endDate) - firstDay + 1;
  const expected = new Float64Array(days);
  const counts = AGENCIES.map(() => new Uint32Array(days));
  const random = AGENCIES.map((agency) => randomStream(seed, 'plan', agency));
  dealOut(randomStream(seed, 'plan'), settings.recordCount, runningSums(volume.agencyShares), (agency, count) => {
    const sums = runningSums(Float64Array.from({ length: days }, (_, i) => volume.dayWeight(agency, firstDay + i)));
    for (let i = 0; i < days; i++)
      expected[i] =
        (expected[i] as number) + (count * ((sums[i + 1] as number) - (sums[i] as number))) / (sums[days] as number);
    dealOut(random[agency] as Random, count, sums, (i, dealt) => ((counts[agency] as Uint32Array)[i] = dealt));
  });
  return Array.from({ length: days }, (_, i) => {
    const ofDay = counts.map((byDay) => byDay[i] as number);
    return slotsOfDay(firstDay + i, ofDay, expected[i] as number, volume, random);
  }).flat();
}

function slotsOfDay(
  day: number,
  counts: number[],
  expected: number,
  volume: Volume,
  random: readonly Random[],
): Slot[] {
  if (counts.every((count) => count === 0)) return [];
  const { year } = calendarDay(day);
  const slot = (start: number, seconds: number, ofSlot: number[]): Slot => {
    return { day, year, start, seconds, counts: ofSlot, recordCount: ofSlot.reduce((sum, count) => sum + count, 0) };
  };
  if (expected <= SLOT_RECORDS) return [slot(0, SECONDS_PER_DAY, counts)];
  const pieces = piecesOfHours(day, counts, expected, volume);
  const dealt = pieces.map(() => AGENCIES.map(() => 0));
  counts.forEach((count, agency) => {
    const sums = runningSums(pieces.map((piece) => (volume.hourWeights(agency, day)[piece.hour] ?? 0) * piece.seconds));
    dealOut(random[agency] as Random, count, sums, (i, share) => ((dealt[i] as number[])[agency] = share));
  });
  return pieces
    .map((piece, i) => slot(piece.start, piece.seconds, dealt[i] as number[]))
    .filter((candidate) => candidate.recordCount > 0);
}

/** Cuts a day into hours, and each hour into as many equal pieces as the calls it is expected to hold demand. */
function piecesOfHours(day: number, counts: readonly number[], expected: number, volume: Volume) {
  const expectedInHour = Array.from({ length: 24 }, () => 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  counts.forEach((count, agency) => {
    const weights = volume.hourWeights(agency, day);
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((weight, hour) => {
      expectedInHour[hour] = (expectedInHour[hour] as number) + (expected * (count / total) * weight) / sum;
    });
  });
  return expectedInHour.flatMap((inHour, hour) => {
    const pieces = Math.min(SECONDS_PER_HOUR, Math.max(1, Math.ceil(inHour / SLOT_RECORDS)));
    const edge = (i: number) => Math.floor((i * SECONDS_PER_HOUR) / pieces);
    return Array.from({ length: pieces }, (_, i) => {
      return { hour, start: hour * SECONDS_PER_HOUR + edge(i), seconds: edge(i + 1) - edge(i) };
    });
  });
}

/** What the calls of each agency are counted from, and in which year. */
interface Numbering {
  readonly year: number;
  readonly sequences: readonly number[];
}

/** Numbers start at 1 with the year; a range that begins later in the year begins at a number from the seed. */
function firstNumbers(settings: GenerationSettings, seed: string): Numbering {
  const firstDay = dayOf(settings.startDate);
  const { year } = calendarDay(firstDay);
  const random = randomStream(seed, 'first call ids');
  const startsWithYear = firstDayOfYear(year) === firstDay;
  return { year, sequences: AGENCIES.map(() => (startsWithYear ? 1 : 1_000 + Math.floor(random() * 99_001))) };
}

function cutIntoParts(slots: readonly Slot[], numbering: Numbering): PartPlan[] {
  const parts: PartPlan[] = [];
  let open: Slot[] = [];
  let recordCount = 0;
  let firstPosition = 0;
  let { year, sequences } = numbering;
  let atStart = sequences;
  const close = () => {
    parts.push({ index: parts.length, firstPosition, recordCount, slots: open, firstSequences: atStart });
    firstPosition += recordCount;
    recordCount = 0;
    open = [];
  };
  for (const slot of slots) {
    if (open.length > 0 && recordCount + slot.recordCount > PART_RECORDS) close();
    if (slot.year !== year) sequences = AGENCIES.map(() => 1);
    if (open.length === 0) atStart = sequences;
    ({ year, sequences } = numberingAfter(slot, sequences));
    recordCount += slot.recordCount;
    open.push(slot);
  }
  close();
  return parts;
}

function numberingAfter(slot: Slot, sequences: readonly number[]): Numbering {
  return { year: slot.year, sequences: sequences.map((sequence, agency) => sequence + (slot.counts[agency] ?? 0)) };
}

/**
 * The part as slices of whole slots with at least so many records each, save for the last: making them one after the other,
 * on the same random streams, makes the part.
 */
export function* slicesOf(part: PartPlan, leastRecords: number): Generator<PartPlan> {
  let slots: Slot[] = [];
  let recordCount = 0;
  let firstPosition = part.firstPosition;
  let firstSequences = part.firstSequences;
  let numbering: Numbering = { year: part.slots[0]?.year ?? 0, sequences: firstSequences };
  for (const slot of part.slots) {
    if (recordCount >= leastRecords) {
      yield { ...part, firstPosition, recordCount, slots, firstSequences };
      firstPosition += recordCount;
      recordCount = 0;
      slots = [];
    }
    const sequences = slot.year === numbering.year ? numbering.sequences : AGENCIES.map(() => 1);
    if (slots.length === 0) firstSequences = sequences;
    numbering = numberingAfter(slot, sequences);
    recordCount += slot.recordCount;
    slots.push(slot);
  }
  yield { ...part, firstPosition, recordCount, slots, firstSequences };
}

function dayOf(date: string): number {
  const day = parseLocalDate(date);
  if (day === undefined) throw new Error(`'${date}' is no date`); // settings are checked before they get here
  return day;
}
