/** Where a command reads and writes. Results go to `stdout`; progress, questions and complaints to `stderr`. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the caller typed cannot be done; names every problem. */
export class UsageError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Something went wrong that the caller should read as it stands. */
export class CommandFailure extends Error {}

export function printJson(terminal: Terminal, value: unknown): void {
  terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Rows under their header, numbers to the right, as wide as they need to be. */
export function printTable(
  terminal: Terminal,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): void {
  const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value))));
  const widths = header.map((title, i) => Math.max(width(title), ...cells.map((row) => width(row[i] ?? ''))));
  const isNumber = header.map((_, i) => rows.length > 0 && rows.every((row) => typeof (row[i] ?? 0) === 'number'));
  const line = (texts: readonly string[]) =>
    `${texts
      .map((text, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - width(text));
        return isNumber[i] ? gap + text : text + gap;
      })
      .join('  ')
      .trimEnd()}\n`;
  terminal.stdout.write(line(header) + line(widths.map((size) => '-'.repeat(size))) + cells.map(line).join(''));
}

/** Columns of a terminal that a text takes: East Asian wide characters take two, combining marks none. */
function width(text: string): number {
  let columns = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mark}/u.test(character)) continue;
    columns += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u.test(
      character,
    )
      ? 2
      : 1;
  }
  return columns;
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
