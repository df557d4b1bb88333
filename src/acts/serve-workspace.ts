import { createHash, timingSafeEqual } from 'node:crypto';
import cookies from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/policy.ts';
import { type Clock, newToken } from '../platform/clock/clock.ts';
import { isUnreachable } from '../platform/db/connect.ts';
import { newInstance } from '../platform/http/instance.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import {
  type CarriedForm,
  carriedForm,
  nearestPage,
  readCarried,
  signInLimit,
  type Typed,
  typedIn,
} from './carried-form.ts';
import type { Served } from './serve-public.ts';
import { partsOf, takeFiles } from './sent-file.ts';
import { verbs } from './verbs.ts';
import type { Door, WorkAnswer, WorkFile, WorkRequest, WorkRoute } from './work-route.ts';

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
  /** Seals text for whoever had the session that a token opened; null where nobody knows whose it was. */
  readonly seal: (token: string, partnershipId: string, text: string) => Promise<string | null>;
  /** What was sealed for the holder of this session; null for anybody else's, and for what was changed or is too old. */
  readonly unseal: (token: string, sealed: string) => Promise<string | null>;
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
  /** What was opened with a link and its code is open no longer; what was typed is in it. */
  readonly linkClosed: (request: WorkRequest, lost: readonly Typed[]) => string;
  /** A form of a referral whose receipt the browser no longer holds: what was typed is in it. */
  readonly lostReceipt: (request: WorkRequest) => string;
  /** A form that came when its session had ended: sign in, and it comes back. */
  readonly sessionEnded: (request: WorkRequest, ended: SessionEnded) => string;
  /** What had been typed, for a row that cannot show its own form again. */
  readonly typedAgain: (request: WorkRequest, typed: TypedAgain) => string;
}

/** What is to become of a form whose session had ended. */
export interface SessionEnded {
  /** Sealed, to go through sign-in; null where nothing was typed, or nobody knows whose it was. */
  readonly carried: string | null;
  /** Where to go on after signing in, where no form is carried; empty for the first page. */
  readonly to: string;
  /** What cannot be brought back, to be copied by hand. */
  readonly lost: readonly Typed[];
}

/** A form as it was typed, to be sent again as it is. */
export interface TypedAgain {
  readonly action: string;
  /** What sending it does: "invite a person to a role". */
  readonly act: string;
  readonly typed: readonly Typed[];
  /** Every field but the form's token, in their order. */
  readonly fields: readonly Typed[];
  /** The page from which it was sent, as near as can be told; null for none. */
  readonly from: string | null;
}

const signIn = '/sign-in';
const receipt = '/receipt';
const formLimit = 1_048_576;

/** The workspace's own Fastify instance: session, form token and origin before anything else; nothing it sends is kept. */
export async function serveWorkspace(workspace: Workspace): Promise<FastifyInstance> {
  const instance = newInstance(workspace);
  await instance.register(cookies);
  await instance.register(formbody, { bodyLimit: formLimit });
  takeFiles(instance, workspace.routes, async (request, route) => {
    const served = await workspace.served(request.host, request.socket.localPort ?? 0);
    return served !== null && (await held(workspace, request, route.door, served)) !== null;
  });
  instance.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  for (const route of workspace.routes)
    instance.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.path === signIn ? signInLimit : formLimit,
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
  const parts = partsOf(request);
  if (parts === 'nobody') return closed(workspace, route, asked, request, reply);
  if (parts === 'too-large' || parts === 'broken') {
    const refused = await route.file?.refused(asked, parts);
    return refused === undefined
      ? html(reply, 400, workspace.pages.foreignForm(asked))
      : send(asked, reply, refused);
  }
  if (route.method === 'POST' && !ownForm(request, asked))
    return html(reply, 400, workspace.pages.foreignForm(asked));
  if (route.door !== 'anyone' && asked.held?.actor.kind !== holders[route.door])
    return closed(workspace, route, asked, request, reply);
  try {
    const given = await route.handle(asked);
    return send(asked, reply, (await shownAgain(workspace, asked, given)) ?? given);
  } catch (error) {
    // The proof may end between the door and the act: by its time, or because somebody ended it.
    if (route.door === 'anyone' || !hasEnded(error)) throw error;
    return closed(workspace, route, { ...asked, held: null }, request, reply);
  }
}

const holders = {
  session: 'member',
  link: 'link',
  receipt: 'receipt',
  endorser: 'endorser',
  answerer: 'answerer',
} as const;
const hasEnded = (error: unknown) => error instanceof Error && 'code' in error && error.code === '28000';

// Nobody stands at the door. What they sent with a form is not lost.
async function closed(
  workspace: Workspace,
  route: WorkRoute,
  asked: WorkRequest,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { pages } = workspace;
  if (route.door === 'link') return html(reply, 404, pages.deadLink(asked));
  if (route.door === 'endorser' || route.door === 'answerer')
    return html(reply, 400, pages.linkClosed(asked, typedIn(carriedForm(route, asked)?.fields ?? [])));
  if (route.door === 'receipt')
    return route.method === 'GET' ? reply.redirect(receipt, 303) : html(reply, 400, pages.lostReceipt(asked));
  if (route.method === 'GET') return reply.redirect(signInFor(request), 303);
  const form = carriedForm(route, asked);
  const token = request.cookies[cookieName(asked.secure, 'sid')];
  const carried =
    form === null || token === undefined || token.length > 100
      ? null
      : await workspace.seal(token, asked.partnership.id, JSON.stringify(form));
  const to = carried === null ? (nearestPage(workspace.routes, route, asked.path) ?? '') : '';
  const lost = carried === null ? typedIn(form?.fields ?? []) : [];
  return html(reply, 400, pages.sessionEnded(asked, { carried, to, lost }));
}

type Shown = Extract<WorkAnswer, { body: string }> & { readonly session: { readonly token: string } };

// Whoever has signed in gets the form back that they had sent without a session, if it is their own: the seal says whose, and which row's.
async function shownAgain(
  workspace: Workspace,
  asked: WorkRequest,
  given: WorkAnswer,
): Promise<Shown | null> {
  if ('body' in given || 'file' in given || given.carried === undefined) return null;
  const { session, carried } = given;
  if (session === undefined || session === 'ended' || carried === '') return null;
  const text = await workspace.unseal(session.token, carried);
  const form = text === null ? null : readCarried(text);
  const row = workspace.routes.find(
    (one) => one.method === 'POST' && one.door === 'session' && one.path === form?.route,
  );
  const actor = await workspace.actorOf(session.token);
  if (form === null || row === undefined || actor?.kind !== 'member') return null;
  const again = restoredRequest(asked, form, { token: session.token, actor });
  // A form that cannot be shown must not take with it what was typed: the plain page has it too.
  const answer =
    (await row.again?.(again).catch((error: unknown) => {
      workspace.log.error('form-not-restored', { route: row.path, ...faultFacts(error) });
      return null;
    })) ?? null;
  if (answer !== null && 'body' in answer && answer.status !== 404) return { ...answer, session };
  const typed = {
    action: form.path,
    act: verbs[row.verb].words,
    typed: typedIn(form.fields),
    fields: form.fields.map(([name, value]) => ({ name, value })),
    from: nearestPage(workspace.routes, row, form.path),
  };
  return { status: 200, body: workspace.pages.typedAgain({ ...again, restored: false }, typed), session };
}

function restoredRequest(asked: WorkRequest, form: CarriedForm, held: NonNullable<WorkRequest['held']>) {
  const mark = form.path.indexOf('?');
  return {
    ...asked,
    path: form.path,
    params: form.params,
    query: new URLSearchParams(mark === -1 ? '' : form.path.slice(mark + 1)),
    form: new URLSearchParams(form.fields.map(([name, value]) => [name, value])),
    held,
    restored: true,
  };
}

// Nothing that somebody sent in is ever a page of ours: it is saved, and where a browser shows it all the same, it can do nothing there.
function sendFile(reply: FastifyReply, { file, type, saveAs }: WorkFile) {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/.test(saveAs))
    throw new TypeError('a name that could be more than a name');
  return reply
    .headers({
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': `attachment; filename="${saveAs}"`,
      'x-content-type-options': 'nosniff',
    })
    .type(type)
    .send(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
}

function send({ secure }: WorkRequest, reply: FastifyReply, given: WorkAnswer | Shown) {
  if ('file' in given) return sendFile(reply, given);
  if (given.receipt === 'ended') {
    reply.clearCookie(cookieName(secure, 'receipt'), cookieRules(secure));
    reply.header('clear-site-data', '"cache", "storage"');
  } else if (given.receipt !== undefined)
    reply.setCookie(cookieName(secure, 'receipt'), given.receipt.token, cookieRules(secure));
  if ('opened' in given && given.opened !== undefined)
    reply.setCookie(openedCookie(secure, given.opened.invitationId), given.opened.token, cookieRules(secure));
  const session = 'session' in given ? given.session : undefined;
  if (session === 'ended') {
    reply.clearCookie(cookieName(secure, 'sid'), cookieRules(secure));
    reply.header('clear-site-data', '"cache", "storage"');
  } else if (session !== undefined)
    reply.setCookie(cookieName(secure, 'sid'), session.token, cookieRules(secure));
  if ('body' in given) return html(reply, given.status, given.body);
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
    ...formOf(request),
    origin: served.origin,
    secure: served.origin.startsWith('https:'),
    formToken: formToken(request, reply, served.origin.startsWith('https:')),
    held: await held(workspace, request, door, served),
    address: request.ip,
    device:
      (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 120) ||
      'an unnamed browser',
    restored: false,
  };
}

function formOf(request: FastifyRequest): Pick<WorkRequest, 'form' | 'file' | 'tooLarge'> {
  const form = new URLSearchParams();
  const { body } = request;
  const parts = partsOf(request);
  if (parts !== null && typeof parts === 'object') {
    for (const [name, value] of parts.fields) form.append(name, value);
    if (parts.tooLarge === true) return { form, tooLarge: true };
    return parts.file === null ? { form } : { form, file: parts.file };
  }
  if (typeof body !== 'object' || body === null) return { form };
  for (const [name, value] of Object.entries(body))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one));
  return { form };
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
  const kept = request.cookies[cookieOf(secure, door, params)];
  const token = door === 'link' ? params['token'] : kept;
  if (token === undefined || token.length > 100) return null;
  const actor = await workspace.actorOf(token);
  if (actor === null || actor.kind === 'anyone' || actor.partnershipId !== partnership.id) return null;
  const isOpened = actor.kind === 'endorser' || actor.kind === 'answerer';
  if (isOpened && actor.invitationId !== params['invitation']) return null;
  return { token, actor };
}

// Over https, or on one's own machine. What is https is configured, never what a request says of itself.
function isSafe(request: FastifyRequest, secure: boolean): boolean {
  return secure || /^(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(request.host);
}

// Each link that was opened has a cookie of its own, so that a form of one never goes out in the name of another.
const openedCookie = (secure: boolean, invitationId: string) =>
  `${secure ? '__Host-' : ''}opened-${invitationId.replace(/[^0-9a-f-]/g, '')}`;

function cookieOf(secure: boolean, door: Door, params: Readonly<Record<string, string>>): string {
  if (door === 'endorser' || door === 'answerer') return openedCookie(secure, params['invitation'] ?? '');
  return cookieName(secure, door === 'receipt' ? 'receipt' : 'sid');
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
  if (hasEnded(error)) return reply.redirect(signIn, 303);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const asked = await workRequest(workspace, request, reply, 'anyone').catch(() => null);
  if (asked === null) return html(reply, 503, workspace.pages.unavailable());
  if (status < 500) return html(reply, status, workspace.pages.foreignForm(asked));
  workspace.log.error('fault', { request: request.id, ...faultFacts(error) });
  return html(reply, 500, workspace.pages.fault(asked, request.id));
}
