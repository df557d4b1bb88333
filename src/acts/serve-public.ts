import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Partnership } from '../partnership/partnership.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { isUnreachable } from '../platform/db/connect.ts';
import { newInstance } from '../platform/http/instance.ts';
import { keepBodies, type Prepared, prepare, sendPrepared } from '../platform/http/prepared.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import type { PublicAnswer, PublicRequest, PublicRoute } from './public-route.ts';

/** A partnership that answers at a host, with the number that changes whenever its public face does. */
export interface Served {
  readonly partnership: Partnership;
  readonly edition: number;
  readonly origin: string;
}

/** What the public site is built from. */
export interface PublicSite {
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: string;
  readonly trustedProxies: readonly string[];
  readonly https: boolean;
  readonly routes: readonly PublicRoute[];
  /** Who answers at the host and port of this request; null where nobody does. */
  served(host: string, port: number): Promise<Served | null>;
  readonly assets: ReadonlyMap<string, Prepared>;
  readonly errors: ErrorPages;
}

/** The pages for when there is no answer. They never throw. */
export interface ErrorPages {
  readonly notFound: (request: PublicRequest) => PublicAnswer;
  tooMany(request: PublicRequest, seconds: number): string;
  fault(request: PublicRequest, requestId: string): string;
  unavailable(request: PublicRequest | null): string;
  /** The page of an installation without any partnership. */
  nobody(): string;
}

const keptBytes = 64 * 1024 * 1024;
const forever = 'public, max-age=31536000, immutable';
// Kept by browsers and caches, but shown only after asking whether it is still the same: what is withdrawn must go at once.
const askFirst = 'public, no-cache';

/** The public site's own Fastify instance: made pages are kept until the register changes, the day ends or room is needed. */
export async function servePublic(site: PublicSite): Promise<FastifyInstance> {
  const instance = newInstance(site);
  await instance.register(rateLimit, { global: false });
  const kept = keepBodies(keptBytes);
  // Only the making of pages is limited: what is kept costs next to nothing.
  const allow = instance.createRateLimit({ max: 600, timeWindow: 60_000 });

  instance.addHook('onRequest', async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const asset = reads ? site.assets.get(request.url) : undefined;
    if (asset !== undefined) return sendPrepared(request, reply, asset, forever);
    const served = await site.served(request.host, request.socket.localPort ?? 0);
    if (served === null) return nobodyHere(request, reply, site);
    const today = site.clock.today();
    const key = keyOf(request, served, today);
    const found = reads ? kept.get(key) : undefined;
    if (found !== undefined) return sendPrepared(request, reply, found, askFirst);
    arrivals.set(request, { asked: toPublic(request, served, today), key });
    return undefined;
  });
  for (const route of site.routes)
    instance.get(route.path, async (request, reply) => {
      const limit = await allow(request);
      const { asked: arrived, key } = arrivalOf(request);
      const asked = { ...arrived, params: request.params as Record<string, string> };
      if (!limit.isAllowed && limit.isExceeded) return tooMany(reply, site, asked, limit.ttlInSeconds);
      const answer = await route.handle(asked);
      if (answer.status === 301) return reply.redirect(answer.location, 301);
      const prepared =
        'bytes' in answer
          ? prepare(answer.status, answer.type, Buffer.from(answer.bytes), answer.saveAs)
          : prepare(answer.status, answer.type, answer.body);
      // Under the edition as it was when the request came: a page made while the register changes must not outlive the change.
      if (answer.status === 200) kept.put(key, prepared);
      return sendPrepared(request, reply, prepared, answer.status === 200 ? askFirst : 'no-store');
    });
  instance.setNotFoundHandler((request, reply) => {
    const { status, type, body } = site.errors.notFound(arrivalOf(request).asked);
    return reply.code(status).type(type).header('cache-control', 'no-store').send(body);
  });
  instance.setErrorHandler((error, request, reply) => failed(error, request, reply, site));
  return instance;
}

// A request as it came in, and the key under which its page is kept.
interface Arrival {
  readonly asked: PublicRequest;
  readonly key: string;
}

const arrivals = new WeakMap<FastifyRequest, Arrival>();

function arrivalOf(request: FastifyRequest): Arrival {
  const found = arrivals.get(request);
  if (found === undefined) throw new Error('a request without its partnership');
  return found;
}

function toPublic(request: FastifyRequest, served: Served, today: Temporal.PlainDate): PublicRequest {
  const mark = request.url.indexOf('?');
  return {
    partnership: served.partnership,
    today,
    path: request.url,
    params: {},
    query: new URLSearchParams(mark === -1 ? '' : request.url.slice(mark + 1)),
    origin: served.origin,
  };
}

function keyOf(
  request: FastifyRequest,
  { partnership, edition, origin }: Served,
  today: Temporal.PlainDate,
): string {
  return `${partnership.id} ${edition} ${today.toString()} ${origin} ${request.url}`;
}

function nobodyHere(request: FastifyRequest, reply: FastifyReply, site: PublicSite) {
  reply.header('cache-control', 'no-store');
  if (request.url === '/favicon.ico') return reply.code(404).send();
  const body = site.errors.nobody();
  // Empty where there are partnerships, and none of them answers here: an unknown host learns nothing.
  if (body === '')
    return reply.code(404).type('text/plain; charset=utf-8').send('Nothing answers at this address.\n');
  return reply
    .code(request.url === '/' ? 200 : 404)
    .type('text/html; charset=utf-8')
    .send(body);
}

function tooMany(reply: FastifyReply, site: PublicSite, asked: PublicRequest, seconds: number) {
  return reply
    .code(429)
    .header('retry-after', String(seconds))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(site.errors.tooMany(asked, seconds));
}

function failed(error: unknown, request: FastifyRequest, reply: FastifyReply, site: PublicSite) {
  const asked = arrivals.get(request)?.asked ?? null;
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  if (isUnreachable(error)) {
    site.log.error('database-unreachable', { request: request.id });
    return reply.code(503).header('retry-after', '30').send(site.errors.unavailable(asked));
  }
  const status = statusOf(error);
  if (status < 500 && asked !== null) {
    const page = site.errors.notFound(asked);
    return reply.code(status).send(page.body);
  }
  site.log.error('fault', { request: request.id, ...faultFacts(error) });
  return reply
    .code(500)
    .send(asked === null ? site.errors.unavailable(null) : site.errors.fault(asked, request.id));
}

// Fastify's own refusals (a malformed address, a body that is too large) carry their status; anything else is a fault of ours.
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}
