import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Encoding = 'identity' | 'br' | 'gzip';

/** A body made ready once and sent many times: its bytes, its strong ETag, and its compressed forms as they are first asked for. */
export interface Prepared {
  readonly status: number;
  readonly type: string;
  readonly digest: string;
  readonly bytes: number;
  /** The name under which a browser saves it; null for what it shows. */
  readonly saveAs: string | null;
  form(encoding: Encoding): Buffer;
}

/** Makes a body ready. `type` is its media type; with `saveAs`, a plain file name, a browser saves it instead of showing it. */
export function prepare(
  status: number,
  type: string,
  body: string | Buffer,
  saveAs: string | null = null,
): Prepared {
  const plain = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const forms = new Map<Encoding, Buffer>([['identity', plain]]);
  return {
    status,
    type,
    digest: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    bytes: plain.length,
    saveAs,
    form(encoding) {
      const made = forms.get(encoding) ?? compress[encoding](plain);
      forms.set(encoding, made);
      return made;
    },
  };
}

const compress: Readonly<Record<Encoding, (plain: Buffer) => Buffer>> = {
  identity: (plain) => plain,
  br: (plain) => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (plain) => gzipSync(plain),
};

/** Sends a prepared body, or 304 where the browser already has it. Each encoding has an ETag of its own, as strong ones must. */
export function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  prepared: Prepared,
  cacheControl: string,
): FastifyReply {
  const encoding = compressible(prepared) ? chosenEncoding(request.headers['accept-encoding']) : 'identity';
  const etag = encoding === 'identity' ? `"${prepared.digest}"` : `"${prepared.digest}-${encoding}"`;
  reply.header('etag', etag).header('cache-control', cacheControl).header('vary', 'accept-encoding');
  if (prepared.status === 200 && alreadyHas(request.headers['if-none-match'], etag))
    return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  if (prepared.saveAs !== null)
    reply.header('content-disposition', `attachment; filename="${prepared.saveAs}"`);
  return reply.code(prepared.status).type(prepared.type).send(prepared.form(encoding));
}

const compressible = ({ type, bytes }: Prepared) =>
  bytes > 1_000 && /^text\/|json|[/+]xml|javascript|svg/.test(type);

function chosenEncoding(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  const offers = new Map(
    accepted.split(',').map((offer) => {
      const [name = '', quality = ''] = offer.split(';').map((part) => part.trim());
      return [name.toLowerCase(), quality === '' ? 1 : Number(quality.replace('q=', ''))];
    }),
  );
  const welcome = (name: Encoding) => (offers.get(name) ?? 0) > 0;
  if (welcome('br')) return 'br';
  return welcome('gzip') ? 'gzip' : 'identity';
}

function alreadyHas(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

/** Prepared bodies by key, the longest unused going first once they take more than `mostBytes`. */
export interface KeptBodies {
  get(key: string): Prepared | undefined;
  put(key: string, prepared: Prepared): void;
}

/** Keeps prepared bodies in memory. A compressed form is counted as nothing: it is smaller than what it is made of. */
export function keepBodies(mostBytes: number): KeptBodies {
  const kept = new Map<string, Prepared>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // A map keeps the order of insertion: what was just used goes to the end.
      kept.delete(key);
      kept.set(key, found);
      return found;
    },
    put(key, prepared) {
      drop(key);
      kept.set(key, prepared);
      bytes += prepared.bytes;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}
