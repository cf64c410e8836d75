import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { askForFlags } from '../../src/cli/ask.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { tempFolder } from '../records/temp-folder.js';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** A terminal on which each question that begins so gets the next of its answers. */
function answering(answers: Readonly<Record<string, readonly string[]>>, env: Record<string, string> = {}) {
  const left = new Map(Object.entries(answers).map(([question, texts]) => [question, [...texts]]));
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 200, rows: 50 });
  let shown = '';
  let answered = 0;
  stderr.on('data', (data: Buffer) => {
    shown += stripVTControlCharacters(data.toString());
    const question = /([A-Z][^[\]\n]*) \[[^\]]*\]: [^:]*$/.exec(shown.slice(answered))?.[1];
    if (question === undefined) return;
    answered = shown.length;
    const [, texts] = [...left].find(([start]) => question.startsWith(start)) ?? [];
    const text = texts?.shift() ?? '';
    stdin.write(text === CTRL_C || text === CTRL_D ? text : `${text}\r`);
  });
  const terminal = { stdin, stdout: new PassThrough(), stderr, env } as unknown as Terminal;
  return { terminal, shown: () => shown };
}

describe('askForFlags', () => {
  it('takes the default for an empty answer', async () => {
    const folder = await tempFolder();
    const { terminal } = answering({}, { SYNTH911_LOCALE: 'fr_FR', SYNTH911_OUTPUT_DIR: folder });
    expect(await askForFlags(terminal)).toEqual({
      numRecords: '10000',
      startDate: '2024-01-01',
      endDate: '2024-12-31',
      locale: 'fr_FR',
      agencies: 'all',
      numNames: '8',
      output: `${folder}/computer_aided_dispatch.csv`,
    });
  });

  it('says what is wrong with an answer and asks again', async () => {
    const folder = await tempFolder();
    const { terminal, shown } = answering({
      How: ['many', '500'],
      First: ['2025-03-01'],
      Last: ['2025-02-01', ''],
      File: [`${folder}/nowhere/out.csv`, `${folder}/out.csv`],
    });
    const flags = await askForFlags(terminal);
    expect(flags).toMatchObject({ numRecords: '500', endDate: '2025-12-31', output: `${folder}/out.csv` });
    expect(shown()).toContain("'many'");
    expect(shown()).toContain(`no file can be written in ${folder}/nowhere`);
  });

  it.each([CTRL_C, CTRL_D])('does nothing when it is broken off with %j', async (key) => {
    const { terminal } = answering({ First: [key] });
    await expect(askForFlags(terminal)).rejects.toThrow('Broken off; nothing was done.');
  });
});
