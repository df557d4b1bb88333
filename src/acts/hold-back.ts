import type { FastifyInstance } from 'fastify';
import type { Served } from './serve-public.ts';

/** How a partnership stands that is being set up behind the first page: it comes, or it could not be finished. */
export type Preparing = 'under-way' | 'failed';

/** By what a site knows who is not ready yet, and what it answers for them. */
export interface HoldingBack {
  readonly served: (host: string, port: number) => Promise<Served | null>;
  /** How a partnership stands; null for one that is ready. */
  readonly preparing: (partnershipId: string) => Preparing | null;
  readonly page: (served: Served, path: string, preparing: Preparing) => string;
}

const secondsToWait = 5;

/**
 * Has a site answer 503 for a partnership that is still being set up, with a page that says so: half of it would be shown as if it were the
 * whole, and whoever begins to use it would stop its being set up. The others are served meanwhile. Style sheets are sent as ever.
 */
export function holdBack(instance: FastifyInstance, { served, preparing, page }: HoldingBack): void {
  instance.addHook('onRequest', async (request, reply) => {
    // Whoever cannot be found now is told so by the site itself.
    const found = await served(request.host, request.socket.localPort ?? 0).catch(() => null);
    const stands = found === null ? null : preparing(found.partnership.id);
    if (found === null || stands === null) return undefined;
    reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8');
    if (stands === 'under-way') reply.header('retry-after', String(secondsToWait));
    return reply.send(page(found, request.url, stands));
  });
}
