import type { Dataset, DatasetFailure, OutputFile, PartFile } from './dataset.js';
import { globalId } from './global-id.js';

/** How a file compares with what the catalog says of it. DAMAGED: the size is right, the bytes are not. */
export type FileState = 'OK' | 'MISSING' | 'WRONG_SIZE' | 'DAMAGED';

export interface CheckedPart {
  readonly part: PartFile;
  readonly state: FileState;
}

export interface CheckedExport {
  readonly file: OutputFile;
  readonly state: FileState;
}

/** What was found of a dataset's files. */
export interface DatasetCheck {
  readonly dataset: Dataset;
  readonly parts: readonly CheckedPart[];
  readonly files: readonly CheckedExport[];
}

export const FILES_LOST = 'FILES_LOST';

/** Whether an exported file was there once, so that its hash is known: it is checked, and made again when it is lost. */
export function wasWritten(file: OutputFile): boolean {
  return file.sha256 !== null && (file.status === 'COMPLETED' || file.status === 'FAILED');
}

/** Why an exported file cannot be downloaded any more. */
export function fileLost({ file, state }: CheckedExport): DatasetFailure | null {
  if (state === 'OK') return null;
  const message = `The file ${IN_WORDS[state]}. ${repairAdvice(file.datasetId)} makes it again.`;
  return { code: FILES_LOST, message };
}

const NAMED = 5;
const IN_WORDS = { MISSING: 'is missing', WRONG_SIZE: 'has the wrong size', DAMAGED: 'is damaged' } as const;

/** Why a COMPLETED dataset has no records any more; null when all its parts are well. */
export function filesLost({ dataset, parts }: DatasetCheck): DatasetFailure | null {
  const faults = parts.flatMap(({ part, state }) => (state === 'OK' ? [] : [`part ${part.index} ${IN_WORDS[state]}`]));
  if (faults.length === 0) return null;
  const named = faults.length > NAMED ? [...faults.slice(0, NAMED), `${faults.length - NAMED} more`] : faults;
  const message = `Of ${parts.length} files of records, ${faults.length} ${faults.length === 1 ? 'is' : 'are'} lost or damaged: ${named.join(', ')}. ${repairAdvice(dataset.id)} makes them again.`;
  return { code: FILES_LOST, message };
}

function repairAdvice(datasetId: string): string {
  return `\`synth911 repair ${globalId('Dataset', datasetId)}\``;
}
