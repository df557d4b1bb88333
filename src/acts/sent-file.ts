import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forget, type Multipart, type MultipartFault, readMultipart } from '../platform/http/multipart.ts';
import { turnsFor } from '../platform/http/turns.ts';
import type { WorkRoute } from './work-route.ts';

/** What a form that may carry a file came to; `nobody` where no one stood at the door, and nothing of it was kept. */
export type SentParts = Multipart | MultipartFault | 'nobody';

// A form is in memory about three times while it is read: what came, what was read out of it, and what is then encrypted. So much (bytes)
// is given to all of them together, and the others wait outside with their bytes unsent.
const timesInMemory = 3;
const memory = 600 * 1024 * 1024;
const mostWaiting = 100;

const sent = new WeakMap<FastifyRequest, SentParts>();
const leaving = new WeakMap<FastifyRequest, () => void>();

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
  const turns = turnsFor(memory, mostWaiting);
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
      const declared = Number(request.headers['content-length'] ?? most);
      const leave = await turns.take(timesInMemory * Math.min(declared, most));
      if (leave === null) throw Object.assign(new Error('too many files at once'), { statusCode: 503 });
      // The socket of one that is kept open closes later than its answer, and of one that is cut off there is no answer.
      const { socket } = request.raw;
      socket.once('close', leave);
      leaving.set(request, () => {
        socket.off('close', leave);
        leave();
      });
      sent.set(request, await readMultipart(body, request.headers['content-type'] ?? '', most, fieldsFirst));
      return null;
    },
  );
  instance.addHook('onResponse', async (request) => leaving.get(request)?.());
}
