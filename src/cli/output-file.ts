import { constants, createReadStream } from 'node:fs';
import { access, copyFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FILE_FORMATS, type FileFormat, type OutputFile } from '../domain/dataset.js';
import type { OpenServices } from '../open-services.js';
import type { Terminal } from './terminal.js';

export const STANDARD_OUTPUT = '-';

/** The name that Synth911Gen2 gives its file. */
export const DEFAULT_NAME = 'computer_aided_dispatch';

/** The file that is written when none is named. */
export function usualOutput({ env }: Terminal, format: FileFormat): string {
  return join(env.SYNTH911_OUTPUT_DIR || '.', `${DEFAULT_NAME}.${format.toLowerCase()}`);
}

/** The format that a flag, or else a file's name, asks for; CSV when neither does. */
export function formatOf(flag: string | undefined, output: string | undefined, problems: string[]): FileFormat {
  if (flag !== undefined) {
    const format = FILE_FORMATS.find((candidate) => candidate === flag.trim().toUpperCase());
    if (!format) problems.push(`--format: '${flag}' is none of ${FILE_FORMATS.join(', ').toLowerCase()}.`);
    return format ?? 'CSV';
  }
  const extension = extname(output ?? '')
    .slice(1)
    .toUpperCase();
  return FILE_FORMATS.find((format) => format === extension) ?? 'CSV';
}

/** Names a problem when a file could not be written there. */
export async function checkWritable(output: string, problems: string[]): Promise<void> {
  if (output === STANDARD_OUTPUT) return;
  const place = resolve(output);
  const stats = await stat(place).catch(() => null);
  if (stats?.isDirectory()) problems.push(`--output: ${output} is a folder; name a file in it.`);
  else
    await access(dirname(place), constants.W_OK).catch(() => {
      problems.push(`--output: no file can be written in ${dirname(place)}.`);
    });
}

/** Brings an exported file to where the caller wants it: whole or not at all. */
export async function deliver(
  terminal: Terminal,
  { folder }: OpenServices,
  file: OutputFile,
  output: string,
): Promise<void> {
  const source = join(folder.exports(file.datasetId), file.name);
  if (output === STANDARD_OUTPUT) return pipeline(createReadStream(source), terminal.stdout, { end: false });
  const place = resolve(output);
  const unfinished = `${place}.${file.id}.part`;
  try {
    await copyFile(source, unfinished, constants.COPYFILE_FICLONE);
    await rename(unfinished, place);
  } finally {
    await rm(unfinished, { force: true });
  }
}
