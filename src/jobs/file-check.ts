import { join } from 'node:path';
import type { OutputFile, PartFile, StoredDataset } from '../domain/dataset.js';
import {
  type CheckedExport,
  type CheckedPart,
  type DatasetCheck,
  type FileState,
  wasWritten,
} from '../domain/file-state.js';
import type { DataFolder } from '../records/data-folder.js';
import { type FoundFile, statOrNull } from '../records/durable-file.js';
import type { WorkerPool } from './worker-pool.js';

/** SIZE: that each file is there with its size, which costs next to nothing. HASH: that it has its bytes. */
export type CheckDepth = 'SIZE' | 'HASH';

/** Compares files with what the catalog says of them. Reads only; hashing is the workers' work, one file at a time. */
export class FileCheck {
  constructor(
    private readonly folder: DataFolder,
    private readonly pool: WorkerPool,
  ) {}

  /**
   * The state of every part, and of every exported file that was written; `done` is called after each. What is at fault is
   * looked at once more in the end: it may have been repaired while the rest was read, which takes long.
   */
  async check(
    { dataset, parts }: StoredDataset,
    depth: CheckDepth,
    done: () => void = () => {},
  ): Promise<DatasetCheck> {
    const checkedParts: CheckedPart[] = [];
    for (const part of parts) {
      checkedParts.push({ part, state: await this.partState(dataset.id, part, depth) });
      done();
    }
    const checkedFiles: CheckedExport[] = [];
    for (const file of dataset.files.filter(wasWritten)) {
      checkedFiles.push({ file, state: await this.exportState(file, depth) });
      done();
    }
    return {
      dataset,
      parts: await Promise.all(checkedParts.map((checked) => this.partAgain(dataset.id, checked, depth))),
      files: await Promise.all(checkedFiles.map((checked) => this.exportAgain(checked, depth))),
    };
  }

  private async partAgain(datasetId: string, checked: CheckedPart, depth: CheckDepth): Promise<CheckedPart> {
    const { part, state } = checked;
    return state === 'OK' ? checked : { part, state: await this.partState(datasetId, part, depth) };
  }

  private async exportAgain(checked: CheckedExport, depth: CheckDepth): Promise<CheckedExport> {
    const { file, state } = checked;
    return state === 'OK' ? checked : { file, state: await this.exportState(file, depth) };
  }

  partState(datasetId: string, part: PartFile, depth: CheckDepth): Promise<FileState> {
    return this.stateOf(this.folder.part(datasetId, part.index), part, depth);
  }

  exportState(file: OutputFile, depth: CheckDepth): Promise<FileState> {
    return this.stateOf(join(this.folder.exports(file.datasetId), file.name), file, depth);
  }

  private async stateOf(path: string, recorded: RecordedFacts, depth: CheckDepth): Promise<FileState> {
    if (depth === 'SIZE') {
      const found = await statOrNull(path);
      return stateFrom(found && { ...found, sha256: recorded.sha256 }, recorded);
    }
    return stateFrom(await this.pool.run({ kind: 'hash', file: path }), recorded);
  }
}

/** What the catalog says of a file. */
type RecordedFacts = Pick<OutputFile, 'byteSize' | 'sha256'>;

/** How a file that was found compares with what is recorded of it. */
export function stateFrom(found: FoundFile | null, { byteSize, sha256 }: RecordedFacts): FileState {
  if (!found) return 'MISSING';
  if (found.byteSize !== byteSize) return 'WRONG_SIZE';
  return found.sha256 === sha256 ? 'OK' : 'DAMAGED';
}
