import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whether the client takes gzip: named, or any by `*`, and not with a weight of 0. */
export function acceptsGzip(header: string | undefined): boolean {
  const weights = new Map(
    (header ?? '').split(',').map((entry) => {
      const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return [coding === 'x-gzip' ? 'gzip' : coding, weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/** Whether an answer to this request should be compressed; says to caches what that depends on. */
export function negotiateGzip(request: FastifyRequest, reply: FastifyReply): boolean {
  const vary = String(reply.getHeader('vary') ?? '');
  void reply.header('vary', vary === '' ? 'accept-encoding' : `${vary}, accept-encoding`);
  return request.headers.range === undefined && acceptsGzip(request.headers['accept-encoding']);
}

/** The stream compressed; when either end breaks, so does the other. Quick rather than small: text shrinks to a fifth. */
export function gzipped(source: Readable): Transform {
  // Whoever reads the compressed end hears of errors there.
  return pipeline(source, createGzip({ level: constants.Z_BEST_SPEED }), () => undefined);
}
