import type { Actor } from '../access/policy.ts';
import type { Partnership } from '../partnership/partnership.ts';
import type { MultipartFault, SentFile } from '../platform/http/multipart.ts';
import type { Bearer } from './command.ts';
import type { Verb } from './verbs.ts';

/** What a page of the workspace may know about the request. */
export interface WorkRequest {
  readonly partnership: Partnership;
  readonly today: Temporal.PlainDate;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent with a form; empty for a GET. */
  readonly form: URLSearchParams;
  /** The file that was sent with it; absent where none was chosen, or the row takes none. */
  readonly file?: SentFile;
  /** True where the file was larger than the row takes; absent otherwise. */
  readonly tooLarge?: true;
  /** Scheme and host under which the partnership is reached, without a trailing slash. */
  readonly origin: string;
  /** True where the service is reached over https, as configured. */
  readonly secure: boolean;
  /** Goes into every form, and is compared when it comes back. */
  readonly formToken: string;
  /** The token that opens the database, from the cookie or the link, with whom it stands for; null for nobody. */
  readonly held: { readonly token: string; readonly actor: Actor } | null;
  /** Where the request came from, for counting failures; never kept with what was done. */
  readonly address: string;
  /** What the browser calls itself, shortened. */
  readonly device: string;
  /** True where the form was sent without a session, and is shown again after signing in: nothing of it has been done. */
  readonly restored: boolean;
}

/** A file to be saved and never shown, under a name of letters, digits, dots and hyphens. */
export interface WorkFile {
  readonly file: Uint8Array;
  readonly type: string;
  readonly saveAs: string;
}

/** A page, a file, or the page to see after an act (303), with the session that it began or ended. */
export type WorkAnswer =
  | {
      readonly status: 200 | 400 | 404 | 409 | 410 | 429;
      readonly body: string;
      readonly receipt?: { readonly token: string };
    }
  | WorkFile
  | {
      readonly seeOther: string;
      readonly session?: { readonly token: string } | 'ended';
      /** A sealed form to show in place of the page, where it is that of whoever has just signed in. */
      readonly carried?: string;
      /** The receipt that this browser holds from now on, or no longer. */
      readonly receipt?: { readonly token: string } | 'ended';
      /** What the code of a link opened in this browser, by its invitation. */
      readonly opened?: { readonly invitationId: string; readonly token: string };
    };

/**
 * How one comes to a page: anybody, with a session, with an invitation's link as `:token` in the address, with a referral's receipt, or
 * with what a link and its code opened: to endorse a referral or to answer for an agency, whose invitation is `:invitation` in the address.
 */
export type Door = 'anyone' | 'session' | 'link' | 'receipt' | 'endorser' | 'answerer';

/** One row of a workspace slice's ledger. A row without a verb does not compile. */
export interface WorkRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly verb: Verb;
  readonly door: Door;
  handle(request: WorkRequest): Promise<WorkAnswer>;
  /**
   * Shows the form of a POST row with what was typed into it (`request.form`), changing nothing: for a session that had ended when it
   * was sent. Null, or without it: a page that lists what was typed and sends it again.
   */
  again?(request: WorkRequest): Promise<WorkAnswer | null>;
  /** For a row whose form may carry a file. */
  readonly file?: {
    /** The largest file (bytes). */
    readonly most: number;
    /** The form has its fields before its file: where that is too large they come all the same, and the row says so itself. */
    readonly fieldsFirst?: true;
    /** Says so where it could not be taken, and does nothing else: such a form came without its token. */
    refused(request: WorkRequest, why: MultipartFault): Promise<WorkAnswer>;
  };
}

/** A row that shows a page. */
export const page = (path: string, verb: Verb, door: Door, handle: WorkRoute['handle']): WorkRoute => ({
  method: 'GET',
  path,
  verb,
  door,
  handle,
});

/** A row that takes a form; `again` shows it with what was typed, after a session that had ended. */
export const post = (
  path: string,
  verb: Verb,
  door: Door,
  handle: WorkRoute['handle'],
  again?: NonNullable<WorkRoute['again']>,
): WorkRoute => ({
  method: 'POST',
  path,
  verb,
  door,
  handle,
  ...(again === undefined ? {} : { again }),
});

/** A row that takes a form with a file. */
export const postFile = (
  path: string,
  verb: Verb,
  door: Door,
  file: NonNullable<WorkRoute['file']>,
  handle: WorkRoute['handle'],
): WorkRoute => ({ method: 'POST', path, verb, door, handle, file });

/** Who stands behind a door, with the trail of the partnership. Throws where nobody does, because the door was then open. */
export function bearerOf(request: WorkRequest): Bearer {
  if (request.held === null) throw new Error('a page behind a door without its holder');
  return { ...request.held, trail: request.partnership.id };
}

/** True for text that can be an identifier; what cannot is of nothing here. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
