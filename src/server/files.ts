import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FileFormat, OutputFile } from '../domain/dataset.js';
import { keyIn } from '../domain/global-id.js';
import type { DataFolder } from '../records/data-folder.js';
import type { DatasetService } from '../service/datasets.js';

const MEDIA_TYPE: Readonly<Record<FileFormat, string>> = { CSV: 'text/csv; charset=utf-8' };

interface FileParameters {
  readonly id: string;
  readonly name: string;
}

/** Downloads of exported files, with Range, ETag and HEAD. */
export async function serveFiles(app: FastifyInstance, datasets: DatasetService, folder: DataFolder): Promise<void> {
  await app.register(fastifyStatic, { root: folder.datasets, serve: false, index: false });
  app.get<{ Params: FileParameters }>('/datasets/:id/files/:name', async (request, reply) => {
    const file = await findFile(datasets, request.params);
    if (!file) return reply.code(404).send({ error: "There is no such file; the dataset's files say what there is." });
    return sendFile(request, reply, file, folder);
  });
}

async function findFile(datasets: DatasetService, { id, name }: FileParameters): Promise<OutputFile | undefined> {
  const datasetId = keyIn('Dataset', id);
  const dataset = datasetId === null ? null : await datasets.find(datasetId);
  return dataset?.files.find((file) => file.name === name && file.status === 'COMPLETED');
}

/** Sends the file; its hash is its ETag, so that a download may go on later or elsewhere. */
function sendFile(request: FastifyRequest, reply: FastifyReply, file: OutputFile, folder: DataFolder): FastifyReply {
  const etag = `"${file.sha256}"`;
  void reply.headers({
    etag,
    'content-type': MEDIA_TYPE[file.format],
    'content-disposition': `attachment; filename="${file.name}"`,
    'cache-control': 'private, no-cache',
  });
  const { headers } = request.raw;
  if (namesTag(headers['if-none-match'], etag)) return reply.code(304).send();
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) delete headers.range;
  delete headers['if-range']; // answered; the file server knows no strong tags
  delete headers['if-none-match'];
  return reply.sendFile(file.name, folder.exports(file.datasetId), {
    etag: false,
    lastModified: false,
    cacheControl: false,
  });
}

function namesTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etag);
}
