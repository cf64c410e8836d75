import { type Push, Repeater } from '@repeaterjs/repeater';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import { type Dataset, isFinal } from '../domain/dataset.js';
import { NotFoundError } from '../domain/errors.js';
import type { DatasetChange } from '../domain/job.js';
import type { DatasetChanges } from '../jobs/dataset-changes.js';

export interface DatasetProgress {
  readonly dataset: Dataset;
  /** Grows by one with each event, from 1. */
  readonly sequence: number;
}

/** Watching how datasets get on, in whichever process they are made. */
export class ProgressService {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly changes: DatasetChanges,
  ) {}

  /** The dataset now, then after each change, at most four times a second; ends when it is final or deleted. */
  async of(id: string): Promise<Repeater<DatasetProgress>> {
    if (!(await this.datasets.find(id))) throw new NotFoundError('dataset', id, ['datasetId']);
    let sequence = 0;
    return this.telling<DatasetProgress>(async (push, changes) => {
      if (sequence > 0 && !changes.some((change) => change.datasetId === id)) return true;
      const dataset = await this.datasets.find(id);
      if (dataset) await push({ dataset, sequence: ++sequence });
      return dataset !== null && !isFinal(dataset.status);
    });
  }

  /** Every change of any dataset from now on; of each dataset at most four a second. */
  all(): Repeater<DatasetChange> {
    return this.telling<DatasetChange>(async (push, changes) => {
      for (const change of changes) await push(change);
      return true;
    });
  }

  /** What `tell` makes of the changes: it is called at first with none, then again and again until it answers false. */
  private telling<Event>(
    tell: (push: Push<Event>, changes: readonly DatasetChange[]) => Promise<boolean>,
  ): Repeater<Event> {
    return new Repeater<Event>(async (push, stop) => {
      const watch = await this.changes.watch();
      const ended = new AbortController();
      ended.signal.addEventListener('abort', () => watch.end());
      void stop.finally(() => ended.abort());
      try {
        let more = await tell(push, []);
        while (more && !ended.signal.aborted) more = await tell(push, await watch.next());
      } finally {
        ended.abort();
      }
      stop();
    });
  }
}
