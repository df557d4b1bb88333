import { momentWords } from '../cases/dates.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import type { Day } from '../law/day.ts';
import { partnersOn } from '../law/outcomes.ts';
import type { SealForm, SignatureLine, SignPage } from './pages/sealing.ts';
import { itemsOf, latestOf, type ReviewFacts, settledBy, signaturesOn, unsignedOn } from './review.ts';

/** What the page of signatures needs besides its facts. */
export interface SignContext {
  readonly header: CaseHeader;
  readonly base: string;
  readonly today: Day;
  readonly changed: boolean;
  readonly freeze: SealForm | null;
  readonly sign: SealForm | null;
  readonly send: string | null;
}

/** How many have signed what, and what comes next. */
export function presentSign(facts: ReviewFacts, context: SignContext): SignPage {
  const { header, base, today, changed, freeze, sign, send } = context;
  const version = latestOf(facts);
  const open = itemsOf(facts, today).filter(
    ({ item, state }) => item.id !== 'signatures' && (state === 'not-started' || state === 'in-progress'),
  );
  return {
    header,
    heading: headingOf(facts, changed),
    version:
      version === null
        ? null
        : {
            number: version.number,
            hash: version.hash,
            frozen: { by: version.frozenBy, ...momentOf(version.frozenAt) },
            href: `${base}/document?version=${version.number}`,
          },
    changed,
    unfinished: freeze === null ? 0 : open.length,
    signatures: version === null ? [] : linesOf(facts, today, changed),
    sendings: facts.sendings.map((sending) => ({
      words: `Version ${facts.versions.find(({ id }) => id === sending.versionId)?.number ?? ''} was sent on ${momentWords(sending)}`,
      by: sending.words,
      unsignedWhy: sending.unsignedWhy,
    })),
    provisional: facts.sendings.length > 0 && settledBy(facts) === null,
    freeze,
    sign,
    send,
    signed: unsignedOn(facts, version).length === 0,
    earlier: facts.versions.slice(1).map(({ number, frozenAt }) => ({
      number,
      href: `${base}/document?version=${number}`,
      day: momentOf(frozenAt).day,
    })),
  };
}

function headingOf(facts: ReviewFacts, changed: boolean): string {
  const version = latestOf(facts);
  if (version === null) return 'No version has been frozen for signing';
  if (changed) return `The content has changed since version ${version.number}`;
  const open = unsignedOn(facts, version).length;
  return open === 0
    ? `The three partners have signed version ${version.number}`
    : `${3 - open} of 3 partners have signed version ${version.number}`;
}

function linesOf(facts: ReviewFacts, today: Day, changed: boolean): readonly SignatureLine[] {
  const version = latestOf(facts);
  const current = signaturesOn(facts, version);
  return partnersOn(today).map(({ id, title }) => {
    const found = current.find(({ partner }) => partner === id);
    if (found === undefined)
      return {
        title,
        state: { mark: 'coming', words: 'Has not signed' },
        who: null,
        words: '',
        earlier: earlierOf(facts, id),
      };
    const { day, time } = momentOf(found.signedAt);
    const position = found.position === 'agrees' ? 'Agrees' : 'Disagrees';
    return {
      title,
      state: changed
        ? { mark: 'look', words: `${position}, over an earlier version` }
        : { mark: found.position === 'agrees' ? 'done' : 'differs', words: position },
      who: `${found.name}, ${found.job}, ${momentWords({ day, time })}`,
      words: found.words,
      earlier: changed ? `To be renewed: it is over version ${version?.number ?? ''}` : null,
    };
  });
}

// What a partner signed before, where it has not signed the last version.
function earlierOf({ versions, signatures }: ReviewFacts, partner: string): string | null {
  const found = versions.find(({ id }) =>
    signatures.some((one) => one.partner === partner && one.versionId === id),
  );
  return found === undefined ? null : `Signed version ${found.number}: to be renewed`;
}
