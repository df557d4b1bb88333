import { createHash, timingSafeEqual } from 'node:crypto';
import cookies from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/policy.ts';
import { type Clock, newToken } from '../platform/clock/clock.ts';
import { isUnreachable } from '../platform/db/connect.ts';
import { newInstance } from '../platform/http/instance.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import type { Served } from './serve-public.ts';
import type { Door, WorkAnswer, WorkRequest, WorkRoute } from './work-route.ts';

/** What the workspace is built from. */
export interface Workspace {
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: string;
  readonly trustedProxies: readonly string[];
  readonly https: boolean;
  readonly routes: readonly WorkRoute[];
  readonly served: (host: string, port: number) => Promise<Served | null>;
  /** Who holds a token; null for nobody. */
  readonly actorOf: (token: string) => Promise<Actor | null>;
  readonly pages: WorkspacePages;
}

/** The pages for when there is no answer. */
export interface WorkspacePages {
  readonly notFound: (request: WorkRequest) => string;
  /** For any link that opens nothing: used up, run out, taken back or made up. */
  readonly deadLink: (request: WorkRequest) => string;
  readonly fault: (request: WorkRequest, requestId: string) => string;
  readonly unavailable: () => string;
  /** A form that came back without its token, or from elsewhere. */
  readonly foreignForm: (request: WorkRequest) => string;
  /** Sign-in over plain http from another machine would send the password in the clear. */
  readonly insecure: (request: WorkRequest) => string;
  /** A form of a referral whose receipt the browser no longer holds: what was typed is in it. */
  readonly lostReceipt: (request: WorkRequest) => string;
}

const signIn = '/sign-in';
const receipt = '/receipt';

/** The workspace's own Fastify instance: session, form token and origin before anything else; nothing it sends is kept. */
export async function serveWorkspace(workspace: Workspace): Promise<FastifyInstance> {
  const instance = newInstance(workspace);
  await instance.register(cookies);
  await instance.register(formbody, { bodyLimit: 1_048_576 });
  instance.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  for (const route of workspace.routes)
    instance.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => answer(workspace, route, request, reply),
    });
  instance.setNotFoundHandler(async (request, reply) => {
    const asked = await workRequest(workspace, request, reply, 'anyone');
    if (asked === null)
      return reply.code(404).type('text/plain; charset=utf-8').send('Nothing answers at this address.\n');
    return html(reply, 404, workspace.pages.notFound(asked));
  });
  instance.setErrorHandler((error, request, reply) => failed(workspace, error, request, reply));
  return instance;
}

async function answer(workspace: Workspace, route: WorkRoute, request: FastifyRequest, reply: FastifyReply) {
  const asked = await workRequest(workspace, request, reply, route.door);
  if (asked === null)
    return reply.code(404).type('text/plain; charset=utf-8').send('Nothing answers at this address.\n');
  if (!isSafe(request, asked.secure)) return html(reply, 400, workspace.pages.insecure(asked));
  if (route.method === 'POST' && !ownForm(request, asked))
    return html(reply, 400, workspace.pages.foreignForm(asked));
  if (route.door === 'session' && asked.held?.actor.kind !== 'member')
    return reply.redirect(signInFor(request), 303);
  if (route.door === 'link' && asked.held?.actor.kind !== 'link')
    return html(reply, 404, workspace.pages.deadLink(asked));
  if (route.door === 'receipt' && asked.held?.actor.kind !== 'receipt')
    return route.method === 'GET'
      ? reply.redirect(receipt, 303)
      : html(reply, 400, workspace.pages.lostReceipt(asked));
  return send(asked, reply, await route.handle(asked));
}

function send({ secure }: WorkRequest, reply: FastifyReply, given: WorkAnswer) {
  if (given.receipt === 'ended') {
    reply.clearCookie(cookieName(secure, 'receipt'), cookieRules(secure));
    reply.header('clear-site-data', '"cache", "storage"');
  } else if (given.receipt !== undefined)
    reply.setCookie(cookieName(secure, 'receipt'), given.receipt.token, cookieRules(secure));
  if ('body' in given) return html(reply, given.status, given.body);
  if (given.session === 'ended') {
    reply.clearCookie(cookieName(secure, 'sid'), cookieRules(secure));
    reply.header('clear-site-data', '"cache", "storage"');
  } else if (given.session !== undefined)
    reply.setCookie(cookieName(secure, 'sid'), given.session.token, cookieRules(secure));
  return reply.redirect(given.seeOther, 303);
}

const html = (reply: FastifyReply, status: number, body: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(body);

async function workRequest(
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
  door: Door,
): Promise<WorkRequest | null> {
  const served = await workspace.served(request.host, request.socket.localPort ?? 0);
  if (served === null) return null;
  const mark = request.url.indexOf('?');
  const { partnership } = served;
  return {
    partnership,
    today: workspace.clock.today(),
    path: request.url,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(mark === -1 ? '' : request.url.slice(mark + 1)),
    form: formOf(request.body),
    origin: served.origin,
    secure: served.origin.startsWith('https:'),
    formToken: formToken(request, reply, served.origin.startsWith('https:')),
    held: await held(workspace, request, door, served),
    address: request.ip,
    device:
      (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 120) ||
      'an unnamed browser',
  };
}

function formOf(body: unknown): URLSearchParams {
  const form = new URLSearchParams();
  if (typeof body !== 'object' || body === null) return form;
  for (const [name, value] of Object.entries(body))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one));
  return form;
}

// A session of one partnership opens nothing at another's address.
async function held(
  workspace: Workspace,
  request: FastifyRequest,
  door: Door,
  { partnership, origin }: Served,
) {
  const secure = origin.startsWith('https:');
  const params = request.params as Record<string, string>;
  const kept = request.cookies[cookieName(secure, door === 'receipt' ? 'receipt' : 'sid')];
  const token = door === 'link' ? params['token'] : kept;
  if (token === undefined || token.length > 100) return null;
  const actor = await workspace.actorOf(token);
  if (actor === null || actor.kind === 'anyone' || actor.partnershipId !== partnership.id) return null;
  return { token, actor };
}

// Over https, or on one's own machine. What is https is configured, never what a request says of itself.
function isSafe(request: FastifyRequest, secure: boolean): boolean {
  return secure || /^(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(request.host);
}

// The prefix __Host- binds a cookie to this host and to https; browsers refuse it on plain http.
const cookieName = (secure: boolean, name: 'sid' | 'form' | 'receipt') => (secure ? `__Host-${name}` : name);

const cookieRules = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

// A secret of the browser's own, in a cookie; what stands in the form is its hash.
function formToken(request: FastifyRequest, reply: FastifyReply, secure: boolean): string {
  const name = cookieName(secure, 'form');
  let secret = request.cookies[name];
  if (secret === undefined || secret.length < 24) {
    secret = newToken();
    reply.setCookie(name, secret, cookieRules(secure));
  }
  return hashOf(secret);
}

const hashOf = (secret: string) => createHash('sha256').update(`form ${secret}`).digest('base64url');

function ownForm(request: FastifyRequest, asked: WorkRequest): boolean {
  const given = Buffer.from(asked.form.get('form-token') ?? '');
  const ours = Buffer.from(asked.formToken);
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const fromHere =
    origin === undefined || origin === 'null'
      ? site === undefined || site === 'same-origin'
      : sameHost(origin, request.host);
  return fromHere && given.length === ours.length && timingSafeEqual(given, ours);
}

const sameHost = (origin: string, host: string) =>
  URL.canParse(origin) && new URL(origin).host === host.toLowerCase();

// Back to where one was going, after signing in; only to a page of ours.
function signInFor(request: FastifyRequest): string {
  if (request.method !== 'GET') return signIn;
  return `${signIn}?${new URLSearchParams({ to: request.url.slice(0, 300) }).toString()}`;
}

async function failed(workspace: Workspace, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (isUnreachable(error)) {
    workspace.log.error('database-unreachable', { request: request.id });
    return html(reply.header('retry-after', '30'), 503, workspace.pages.unavailable());
  }
  // The session may end between two steps of the same request: by its time, or because somebody ended it.
  if (error instanceof Error && 'code' in error && error.code === '28000') return reply.redirect(signIn, 303);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const asked = await workRequest(workspace, request, reply, 'anyone').catch(() => null);
  if (asked === null) return html(reply, 503, workspace.pages.unavailable());
  if (status < 500) return html(reply, status, workspace.pages.foreignForm(asked));
  workspace.log.error('fault', { request: request.id, ...faultFacts(error) });
  return html(reply, 500, workspace.pages.fault(asked, request.id));
}
