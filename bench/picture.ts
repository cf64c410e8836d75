// Draws docs/realism.svg from generated data: calls by hour and weekday, and the share reached by then, CLASSIC
// beside REALISTIC.
//   npm run bench:picture
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSettings, TIMING_MODELS, type TimingModel } from '../src/domain/settings.js';
import { DAYS_OF_WEEK } from '../src/domain/vocabulary/calendar.js';
import { makePools } from '../src/generation/pools.js';
import { partColumns, prepareRun } from '../src/generation/run.js';

const RECORDS = 250_000;
const HOURS = 24;
const PRIORITIES = [1, 2, 3, 4, 5] as const;
const COLOURS = ['#b2182b', '#ef8a62', '#878787', '#67a9cf', '#2166ac'];
/** The response times shown, in minutes, and how finely. */
const LONGEST = 45;
const STEP = 0.5;

interface Sample {
  /** Calls by weekday and hour: weekday × 24 + hour. */
  readonly calls: number[];
  /** For each priority, the share of calls that a unit has reached by each step. */
  readonly responses: number[][];
}

async function sample(timingModel: TimingModel): Promise<Sample> {
  const settings = { ...defaultSettings(timingModel), recordCount: RECORDS };
  const run = prepareRun(settings, 'picture', await makePools(settings, 'picture'));
  const calls = Array.from({ length: DAYS_OF_WEEK.length * HOURS }, () => 0);
  const responses = PRIORITIES.map(() => Array.from({ length: LONGEST / STEP }, () => 0));
  const arrivals = PRIORITIES.map(() => 0);
  for (const { index } of run.parts) {
    const { data, validity, rowCount } = partColumns(run, index);
    for (let row = 0; row < rowCount; row++) {
      const cell = (data.dow[row] ?? 0) * HOURS + (data.hour[row] ?? 0);
      calls[cell] = (calls[cell] ?? 0) + 1;
      if (validity.enrouteTime?.[row] === 0) continue;
      const response = (data.processTime[row] ?? 0) + (data.ackTime[row] ?? 0) + (data.enrouteTime[row] ?? 0);
      const priority = (data.priorityNumber[row] ?? 1) - 1;
      arrivals[priority] = (arrivals[priority] ?? 0) + 1;
      const shares = responses[priority];
      const step = Math.floor(response / 60 / STEP);
      if (shares && step < shares.length) shares[step] = (shares[step] ?? 0) + 1;
    }
  }
  return { calls, responses: responses.map((steps, i) => runningShares(steps, arrivals[i] || 1)) };
}

function runningShares(counts: readonly number[], total: number): number[] {
  let sum = 0;
  return counts.map((count) => (sum += count) / total);
}

const WIDTH = 460;
const LEFT = 44;
const CELL = { width: (WIDTH - LEFT) / HOURS, height: 18 };
const CHART = { top: 210, height: 170 };

function text(x: number, y: number, content: string, anchor = 'middle', weight = 'normal'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-weight="${weight}">${content}</text>`;
}

function heatMap({ calls }: Sample): string {
  const most = Math.max(...calls);
  const cells = calls.map((count, i) => {
    const [day, hour] = [Math.floor(i / HOURS), i % HOURS];
    const x = LEFT + hour * CELL.width;
    const lightness = 96 - (62 * count) / most;
    const place = `x="${x.toFixed(1)}" y="${40 + day * CELL.height}" width="${CELL.width.toFixed(2)}" height="${CELL.height}"`;
    return `<rect ${place} fill="hsl(212 60% ${lightness.toFixed(1)}%)"/>`;
  });
  const days = DAYS_OF_WEEK.map((name, day) => text(LEFT - 6, 53 + day * CELL.height, name, 'end'));
  const hours = [0, 6, 12, 18].map((hour) => text(LEFT + (hour + 0.5) * CELL.width, 180, `${hour} h`));
  return [...cells, ...days, ...hours].join('\n');
}

function responseChart({ responses }: Sample): string {
  const x = (minutes: number) => LEFT + ((WIDTH - LEFT) * minutes) / LONGEST;
  const y = (share: number) => CHART.top + CHART.height * (1 - share);
  const lines = responses.map((shares, i) => {
    const points = shares.map((share, step) => `${x((step + 1) * STEP).toFixed(1)},${y(share).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[i]}" stroke-width="1.8"/>`;
  });
  const keys = PRIORITIES.map((priority, i) => {
    const at = CHART.top + CHART.height - 74 + i * 15;
    return `<rect x="${WIDTH - 52}" y="${at - 9}" width="10" height="10" fill="${COLOURS[i]}"/>${text(WIDTH - 36, at, `P${priority}`, 'start')}`;
  });
  const base = CHART.top + CHART.height;
  const axis = `<path d="M${LEFT} ${CHART.top}V${base}H${WIDTH}" fill="none" stroke="#888"/>`;
  const minutes = [0, 10, 20, 30, 40].map((minute) => text(x(minute), base + 16, `${minute}`));
  const shares = [0, 25, 50, 75, 100].map((share) => text(LEFT - 6, y(share / 100) + 4, `${share} %`, 'end'));
  const label = text((LEFT + WIDTH) / 2, base + 33, 'minutes from call to arrival');
  return [axis, ...lines, ...keys, ...minutes, ...shares, label].join('\n');
}

const samples = await Promise.all(TIMING_MODELS.map(async (name) => ({ name, sample: await sample(name) })));
const panels = samples.map(
  (entry, i) =>
    `<g transform="translate(${20 + i * (WIDTH + 30)} 0)">
${text((LEFT + WIDTH) / 2, 24, `${entry.name}: calls by hour and weekday`, 'middle', 'bold')}
${heatMap(entry.sample)}
${text((LEFT + WIDTH) / 2, CHART.top - 8, 'calls that a unit has reached, by priority', 'middle', 'bold')}
${responseChart(entry.sample)}
</g>`,
);
const width = 20 + samples.length * (WIDTH + 30);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 430" font-family="sans-serif" font-size="11" fill="#333">
<rect width="100%" height="100%" fill="white"/>
${panels.join('\n')}
</svg>
`;
await writeFile(join(import.meta.dirname, '../docs/realism.svg'), svg);
