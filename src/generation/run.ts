import type { Dictionaries, RecordColumns } from '../domain/record-columns.js';
import { COLUMNS, type ColumnName } from '../domain/record-schema.js';
import type { GenerationSettings, TimingModel as TimingModelName } from '../domain/settings.js';
import { CALL_TYPES } from '../domain/vocabulary/call-types.js';
import { SHIFTS } from '../domain/vocabulary/shift-patterns.js';
import { callIdPrefixes } from './columns/call-id.js';
import { agenciesWithoutCallTypes } from './mix.js';
import { makePart } from './part.js';
import { type PartPlan, planParts, slicesOf } from './plan.js';
import type { Pools } from './pools.js';
import { type Random, randomStream } from './sampling/random-stream.js';
import { classicModel } from './timing/classic.js';
import { realisticModel } from './timing/realistic.js';
import type { TimingModel } from './timing/timing-model.js';

/** The people of each shift, as codes of their column's dictionary. */
export interface Roster {
  readonly codes: readonly Uint32Array[];
  readonly dictionarySize: number;
}

/** Everything that the parts of one dataset have in common; a function of settings and seed alone. */
export interface Run {
  readonly settings: GenerationSettings;
  readonly seed: string;
  readonly model: TimingModel;
  readonly parts: readonly PartPlan[];
  readonly callTakers: Roster;
  readonly dispatchers: Roster;
  readonly dictionaries: Dictionaries;
  /** What the settings ask for and could not be had, in words. */
  readonly adjustments: readonly string[];
}

const MODELS: Readonly<Record<TimingModelName, (settings: GenerationSettings, seed: string) => TimingModel>> = {
  CLASSIC: classicModel,
  REALISTIC: realisticModel,
};

export function prepareRun(settings: GenerationSettings, seed: string, pools: Pools): Run {
  const model = MODELS[settings.timingModel](settings, seed);
  const callTakers = [...new Set(pools.callTakers.flat())];
  const dispatchers = [...new Set(pools.dispatchers.flat())];
  return {
    settings,
    seed,
    model,
    parts: planParts(settings, seed, model.volume),
    callTakers: rosterOf(pools.callTakers, callTakers),
    dispatchers: rosterOf(pools.dispatchers, dispatchers),
    dictionaries: dictionariesOf(settings, pools, callTakers, dispatchers),
    adjustments: adjustmentsOf(settings, pools),
  };
}

/** Records that are made at once: few enough that their columns stay in the processor's cache while they are written. */
const SLICE_RECORDS = 16_384;

/** The columns of one part, slice by slice; the same whichever other parts are made, and in whatever order. */
export function* partSlices(run: Run, index: number, leastRecords = SLICE_RECORDS): Generator<RecordColumns> {
  const part = partOf(run, index);
  const stream = keptStreams(run.seed, index);
  for (const slice of slicesOf(part, leastRecords)) yield makePart(run, slice, stream);
}

/** The columns of one part as a whole. */
export function partColumns(run: Run, index: number): RecordColumns {
  return makePart(run, partOf(run, index), keptStreams(run.seed, index));
}

/** The columns of at least the first `count` records, or of all that the first part has. */
export function firstColumns(run: Run, count: number): RecordColumns {
  const [first] = partSlices(run, 0, count);
  if (!first) throw new Error('a part has at least one slice');
  return first;
}

function partOf(run: Run, index: number): PartPlan {
  const part = run.parts[index];
  if (!part) throw new Error(`the run has ${run.parts.length} parts, not one of index ${index}`);
  return part;
}

/** The random streams of a part, each going on where it was left. */
function keptStreams(seed: string, part: number): (purpose: string) => Random {
  const streams = new Map<string, Random>();
  return (purpose) => {
    const stream = streams.get(purpose) ?? randomStream(seed, part, purpose);
    streams.set(purpose, stream);
    return stream;
  };
}

function rosterOf(shifts: readonly (readonly string[])[], dictionary: readonly string[]): Roster {
  const codeOf = new Map(dictionary.map((name, code) => [name, code]));
  const codes = shifts.map((names) => Uint32Array.from(names, (name) => codeOf.get(name) as number));
  return { codes, dictionarySize: dictionary.length };
}

function dictionariesOf(
  settings: GenerationSettings,
  pools: Pools,
  callTakers: readonly string[],
  dispatchers: readonly string[],
): Dictionaries {
  const own: readonly (readonly [ColumnName, readonly string[]])[] = [
    ['callId', callIdPrefixes(settings)],
    ['shift', SHIFTS[settings.shiftPattern]],
    ['problem', CALL_TYPES.map((type) => type.name)],
    ['address', pools.addresses],
    ['callTaker', callTakers],
    ['dispatcher', dispatchers],
  ];
  const fixed = COLUMNS.flatMap(({ name, kind, values }) =>
    kind === 'DICTIONARY' && values ? [[name, values] as const] : [],
  );
  return new Map([...fixed, ...own]);
}

function adjustmentsOf(settings: GenerationSettings, pools: Pools): string[] {
  const adjustments: string[] = [];
  const silent = agenciesWithoutCallTypes(settings);
  if (silent.length > 0)
    adjustments.push(`${silent.join(', ')}: no call, since none of the selected call types belongs there.`);
  if (pools.addresses.length < settings.addressPoolSize)
    adjustments.push(
      `addressPoolSize: ${pools.addresses.length} addresses instead of ${settings.addressPoolSize}; ${settings.locale} has no more.`,
    );
  if (pools.sharedNames)
    adjustments.push(`namesPerShift: some people share a name; ${settings.locale} has too few names for so many.`);
  return adjustments;
}
