import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FileFormat, OutputFile } from '../domain/dataset.js';
import { DomainError } from '../domain/errors.js';
import { globalId, keyIn } from '../domain/global-id.js';
import type { DataFolder } from '../records/data-folder.js';
import type { Services } from '../service/services.js';
import { gzipped, negotiateGzip } from './content-coding.js';
import { DOWNLOAD } from './authentication.js';
import { auditDownloads } from './download-audit.js';
import { type FilterReader, serveRecordLines } from './record-lines.js';

export const MEDIA_TYPE: Readonly<Record<FileFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  NDJSON: 'application/x-ndjson; charset=utf-8',
  JSON: 'application/json; charset=utf-8',
  PARQUET: 'application/vnd.apache.parquet',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Formats that are compressed on the way to who accepts it. */
const COMPRESSED: ReadonlySet<FileFormat> = new Set<FileFormat>(['CSV', 'NDJSON', 'JSON']);

interface FileParameters {
  readonly id: string;
  readonly name: string;
}

/** Downloads: exported files, with Range, ETag and HEAD, and records as they are read. */
export async function serveFiles(
  app: FastifyInstance,
  services: Services,
  folder: DataFolder,
  readFilter: FilterReader,
): Promise<void> {
  await app.register(async (scope) => {
    auditDownloads(scope, services.audit);
    await scope.register(fastifyStatic, { root: folder.datasets, serve: false, index: false });
    scope.get<{ Params: FileParameters }>('/datasets/:id/files/:name', { config: DOWNLOAD }, async (request, reply) => {
      const file = await findFile(services, request.params);
      request.downloaded = globalId('OutputFile', file.id);
      return sendFile(request, reply, file, folder);
    });
    serveRecordLines(scope, services.exports, readFilter);
  });
}

async function findFile({ exports }: Services, { id, name }: FileParameters): Promise<OutputFile> {
  const datasetId = keyIn('Dataset', id);
  const file = datasetId === null ? null : await exports.findNamed(datasetId, name);
  if (!file) throw noSuchFile();
  return file;
}

function noSuchFile(): DomainError {
  return new DomainError('NOT_FOUND', "There is no such file; the dataset's files say what there is.");
}

/** Sends the file; its hash is its ETag, so that a download may go on later or elsewhere. */
async function sendFile(request: FastifyRequest, reply: FastifyReply, file: OutputFile, folder: DataFolder) {
  const compress = COMPRESSED.has(file.format) && negotiateGzip(request, reply);
  const etag = compress ? `"${file.sha256}-gzip"` : `"${file.sha256}"`;
  void reply.headers({
    etag,
    'content-type': MEDIA_TYPE[file.format],
    'content-disposition': `attachment; filename="${file.name}"`,
    'cache-control': 'private, no-cache',
  });
  const { headers } = request.raw;
  if (namesTag(headers['if-none-match'], etag)) return reply.code(304).send();
  if (compress) return sendCompressed(request, reply, join(folder.exports(file.datasetId), file.name));
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) delete headers.range;
  if (asksForMoreThanAll(headers.range, file)) headers.range = 'bytes=0-';
  delete headers['if-range']; // answered; the file server knows no strong tags
  delete headers['if-none-match'];
  return reply.sendFile(file.name, folder.exports(file.datasetId), {
    etag: false,
    contentType: false,
    lastModified: false,
    cacheControl: false,
  });
}

/** Whether the last so many bytes are asked for, of a file that has not so many: then all are meant; the file server refuses. */
function asksForMoreThanAll(range: string | undefined, { byteSize }: OutputFile): boolean {
  const [, last] = /^bytes=-(\d+)$/.exec(range ?? '') ?? [];
  return last !== undefined && Number(last) > Number(byteSize);
}

async function sendCompressed(request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
  const handle = await open(path).catch(() => null);
  if (!handle) throw noSuchFile(); // deleted a moment ago
  void reply.header('content-encoding', 'gzip');
  if (request.method !== 'HEAD') return reply.send(gzipped(handle.createReadStream({ highWaterMark: 1 << 18 })));
  await handle.close();
  return reply.send(Readable.from([])); // no word on how long it would be
}

function namesTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etag);
}
