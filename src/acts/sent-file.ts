import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forget, type Multipart, type MultipartFault, readMultipart } from '../platform/http/multipart.ts';
import type { WorkRoute } from './work-route.ts';

/** What a form that may carry a file came to; `nobody` where no one stood at the door, and nothing of it was kept. */
export type SentParts = Multipart | MultipartFault | 'nobody';

const sent = new WeakMap<FastifyRequest, SentParts>();

/** What this request brought in parts; null for any other form. */
export const partsOf = (request: FastifyRequest): SentParts | null => sent.get(request) ?? null;

/**
 * Lets the rows that take a file take one. Nobody else's is read into memory: who sends it is known before its first byte is kept, and
 * a row that takes none answers 415.
 */
export function takeFiles(
  instance: FastifyInstance,
  routes: readonly WorkRoute[],
  isHeld: (request: FastifyRequest, route: WorkRoute) => Promise<boolean>,
): void {
  const taking = new Map(
    routes.flatMap((route) => (route.file === undefined ? [] : [[route.path, route] as const])),
  );
  instance.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, body: typeof request.raw) => {
      const route = request.method === 'POST' ? taking.get(request.routeOptions.url ?? '') : undefined;
      if (route?.file === undefined)
        throw Object.assign(new Error('a file where none is taken'), { statusCode: 415 });
      if (!(await isHeld(request, route))) {
        await forget(body);
        sent.set(request, 'nobody');
        return null;
      }
      const { most, fieldsFirst } = route.file;
      sent.set(request, await readMultipart(body, request.headers['content-type'] ?? '', most, fieldsFirst));
      return null;
    },
  );
}
