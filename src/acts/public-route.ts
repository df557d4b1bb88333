import type { Partnership } from '../partnership/partnership.ts';
import type { Verb } from './verbs.ts';

/** What a page of the public site may know about the request: no session, no cookie, no casework. */
export interface PublicRequest {
  readonly partnership: Partnership;
  readonly today: Temporal.PlainDate;
  /** The path with its query, always beginning with a slash. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Scheme and host under which the partnership's public site is reached, without a trailing slash. */
  readonly origin: string;
}

/** What a public handler answers. The body is made once and cached under its strong ETag until the register changes or the day ends. */
export interface PublicAnswer {
  readonly status: 200 | 400 | 404 | 410;
  readonly type: string;
  readonly body: string;
}

/** A file to be saved under a name of letters, digits, dots and hyphens. Kept like a page. */
export interface PublicFile {
  readonly status: 200;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly saveAs: string;
}

/** An answer that sends the browser elsewhere for good. */
export interface PublicRedirect {
  readonly status: 301;
  readonly location: string;
}

/** One row of a public slice's ledger: method GET (HEAD follows), path, verb, handler. */
export interface PublicRoute {
  readonly path: string;
  readonly verb: Verb;
  handle(request: PublicRequest): Promise<PublicAnswer | PublicFile | PublicRedirect>;
}

/** A ledger row. `path` is in the router's words (`/reviews/:slug`). */
export function get(path: string, verb: Verb, handle: PublicRoute['handle']): PublicRoute {
  return { path, verb, handle };
}

/** An HTML page. */
export function html(body: string, status: PublicAnswer['status'] = 200): PublicAnswer {
  return { status, type: 'text/html; charset=utf-8', body };
}
