import type { ConsoleTest } from './console-page.js';

interface Wanted {
  readonly name: string;
  readonly recordCount: number;
  readonly formats?: readonly string[];
}

/** Asks the service for a dataset and answers its id at once. */
export async function queueDataset({ service }: ConsoleTest, wanted: Wanted): Promise<string> {
  const { name, recordCount, formats = ['CSV'] } = wanted;
  const { data, errors } = await service.graphql(
    'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }',
    { input: { name, seed: 'console', formats, settings: { recordCount } } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.generateDataset.dataset.id;
}

/** Has the service make a dataset and waits until it is there. */
export async function makeDataset(test: ConsoleTest, wanted: Wanted): Promise<string> {
  const id = await queueDataset(test, wanted);
  for (;;) {
    const { data } = await test.service.graphql('query ($id: ID!) { dataset(id: $id) { status } }', { id });
    if (data.dataset.status === 'COMPLETED') return id;
    if (data.dataset.status === 'FAILED') throw new Error(`${wanted.name} failed`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
