import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LINE_FORMATS, type LineFormat } from '../domain/dataset.js';
import { NotFoundError } from '../domain/errors.js';
import { keyIn } from '../domain/global-id.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { ExportService } from '../service/exports.js';
import { DOWNLOAD } from './authentication.js';
import { gzipped, negotiateGzip } from './content-coding.js';
import { jsonParameter } from './http-errors.js';

const MEDIA_TYPE: Readonly<Record<LineFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  NDJSON: 'application/x-ndjson; charset=utf-8',
};

/** Makes a filter of what JSON gives; throws InvalidInputError. */
export type FilterReader = (json: unknown) => CallRecordFilter;

interface LinesRoute {
  Params: { readonly id: string };
  Querystring: { readonly filter?: unknown };
}

/** Records of a dataset, all or those that match a filter, sent while they are read and no faster than they are taken. */
export function serveRecordLines(scope: FastifyInstance, exports: ExportService, readFilter: FilterReader): void {
  for (const format of LINE_FORMATS)
    scope.get<LinesRoute>(`/datasets/:id/records.${format.toLowerCase()}`, { config: DOWNLOAD }, (request, reply) =>
      sendLines(request, reply, { exports, readFilter, format }),
    );
}

interface LinesAnswer {
  readonly exports: ExportService;
  readonly readFilter: FilterReader;
  readonly format: LineFormat;
}

async function sendLines(
  request: FastifyRequest<LinesRoute>,
  reply: FastifyReply,
  { exports, readFilter, format }: LinesAnswer,
): Promise<FastifyReply> {
  const { id } = request.params;
  const datasetId = keyIn('Dataset', id);
  if (datasetId === null) throw new NotFoundError('dataset', id.slice(0, 200), ['id']);
  const json = jsonParameter('filter', request.query.filter);
  const filter = json === null ? null : readFilter(json);
  const ended = new AbortController();
  const lines = await exports.lines({ datasetId, format, filter, signal: ended.signal });
  const compress = negotiateGzip(request, reply);
  void reply.headers({
    'content-type': MEDIA_TYPE[format],
    'content-disposition': `attachment; filename="synth911-${datasetId}-records.${format.toLowerCase()}"`,
    'cache-control': 'private, no-store',
    ...(compress ? { 'content-encoding': 'gzip' } : {}),
  });
  if (request.method === 'HEAD') return reply.send(Readable.from([])); // no body, and no word on how long it would be
  const source = Readable.from(lines, { objectMode: false, highWaterMark: 1 << 16 });
  source.once('close', () => ended.abort()); // the client is gone, or all is sent
  return reply.send(compress ? gzipped(source) : source);
}
