import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ServiceProcess } from './service-process.js';
import type { Json } from './temp-app.js';

const PROGRESS =
  'subscription ($id: ID!) { datasetProgress(datasetId: $id) { dataset { status recordsWritten progress } } }';

export interface DatasetState {
  readonly status: string;
  readonly recordsWritten: number;
  readonly progress: number;
}

/** Watches a dataset over WebSocket until it is final, or far enough; answers its last status. */
export async function followed(
  service: ServiceProcess,
  id: string,
  farEnough: (state: DatasetState) => boolean = () => false,
  key?: string,
): Promise<string> {
  const url = `${service.url.replace('http', 'ws')}/graphql`;
  const connectionParams = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const client = createClient({ url, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 });
  let status = 'never told';
  for await (const { data } of client.iterate<Json>({ query: PROGRESS, variables: { id } })) {
    const state = data.datasetProgress.dataset as DatasetState;
    ({ status } = state);
    if (farEnough(state)) break;
  }
  await client.dispose();
  return status;
}
