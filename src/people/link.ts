/** What has become of a link: open, used for what it was sent for, replaced or taken back, tried with ten wrong codes, or past its time. */
export type LinkStanding = 'open' | 'used' | 'revoked' | 'tried' | 'lapsed';

/** A link as whoever passes it on sees it. */
export interface LinkState {
  readonly standing: LinkStanding;
  readonly expiresAt: Temporal.Instant;
  /** The eight figures that go by another way than the link; null once it opens nothing. */
  readonly code: string | null;
}

/** A code as it is read out: two groups of four. */
export const codeInWords = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Where a link leads that was opened with its code. */
export type Opened = { readonly as: 'endorser' | 'answerer'; readonly invitationId: string };

/** The first page of what a link opens. */
export const openedPath = ({ as, invitationId }: Opened): string =>
  `${as === 'endorser' ? '/endorse' : '/answer'}/${invitationId}`;

/** What the database answers to a code: what it opens, that it is wrong, or that the link is over. */
export function readOpened(text: string): Opened | 'code' | 'gone' {
  const [as, invitationId = ''] = text.split(' ');
  if (as === 'endorser' || as === 'answerer') return { as, invitationId };
  return as === 'code' ? 'code' : 'gone';
}
