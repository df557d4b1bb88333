import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { absent, idIn, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { isReference } from '../cases/case.ts';
import { typedLine } from './typed.ts';
import { workspaceFrame } from '../people/frame.ts';
import { isSame, isUnsaid, otherIn, type Pair, readSaying, type Verdict } from './alike-pairs.ts';
import { type Alike, alikeOf, attach, compared, match } from './commands-alike.ts';
import { type AlikeDismissed, type AlikePair, alikePage } from './pages/alike.ts';
import { dayOf, referenceOf } from './referral.ts';
import { compareRows, hrefOfSide, titleOfSide, verdictWords } from './shown-alike.ts';

/** The ledger of duplicates: what may be the same as a referral, what is said of it, and adding a referral to a case. */
export function alikeRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/:id/alike', 'referral.compare', 'session', (request) => showAlike(room, request)),
    post(
      '/referrals/:id/alike',
      'referral.match',
      'session',
      (request) => takeSaying(room, request),
      (request) => showAlike(room, request),
    ),
    post(
      '/referrals/:id/attach',
      'case.attach',
      'session',
      (request) => takeAttach(room, request),
      (request) => showAlike(room, request),
    ),
  ];
}

// So many are shown at once: each is a look at a child's record, with an entry of its own.
const shownAtOnce = 10;

async function showAlike(
  room: WorkRoom,
  request: WorkRequest,
  problem: string | null = null,
): Promise<WorkAnswer> {
  const found = await look(room, bearerOf(request), alikeOf, { id: idIn(request) });
  if (found.outcome !== 'done') return absent(room, request);
  const { referral, pairs, left } = found.done;
  // What is still to be looked at comes first, each in the order of likelihood.
  const toShow = [...pairs.filter(isUnsaid), ...pairs.filter(({ state }) => state === 'linked')];
  const shown: AlikePair[] = [];
  for (const pair of toShow.slice(0, shownAtOnce)) {
    const { other } = pair;
    const beside = await look(room, bearerOf(request), compared, { id: referral.id, other });
    if (beside.outcome === 'done') shown.push(presentPair(found.done, pair, request.form));
  }
  const reference = referenceOf(referral.number, dayOf(referral.sentAt));
  const frame = workspaceFrame(request, room.assets, {
    title: `${reference}: what may be the same`,
    section: 'today',
    backLink: { text: reference, href: `/referrals/${referral.id}` },
    errors: problem === null ? [] : [{ text: problem, href: null }],
  });
  const body = alikePage(frame, {
    id: referral.id,
    reference,
    heading: headingOf(pairs),
    pairs: shown,
    more: Math.max(0, toShow.length - shownAtOnce),
    left,
    dismissed: pairs.flatMap(presentDismissed),
    attach:
      referral.ofCase === null ? `${request.partnership.referencePrefix}-${request.today.year}-0001` : null,
    typed: request.form.get('reference') ?? '',
    problem,
    formToken: request.formToken,
    formKey: formKey(request.form),
  });
  return { status: problem === null ? 200 : 400, body };
}

function headingOf(pairs: readonly Pair[]): string {
  const open = pairs.filter(isUnsaid).length;
  if (open > 0) return `May be the same as ${open} ${open === 1 ? 'other' : 'others'}`;
  return pairs.some(({ state }) => state === 'linked')
    ? 'Nothing more may be the same'
    : 'Nothing else here may be the same';
}

const states: Readonly<Record<Pair['state'], { readonly mark: string; readonly words: string }>> = {
  open: { mark: 'look', words: 'To be looked at' },
  again: {
    mark: 'look',
    words: 'To be looked at again: it was said to be different, and answers have changed since',
  },
  linked: { mark: 'done', words: 'Linked' },
  dismissed: { mark: 'coming', words: 'Said to be different' },
};

const choiceWords: Readonly<Record<Verdict, string>> = {
  'same-child': 'It is the same child',
  'same-incident': 'It is the same incident',
  different: 'Different',
};

function presentPair({ own }: Alike, pair: Pair, form: URLSearchParams): AlikePair {
  const { other, likeness, said, state } = pair;
  const isTyped = otherIn(form) !== null && isSame(otherIn(form) ?? other, other);
  const order: readonly Verdict[] =
    likeness?.of === 'incident'
      ? ['same-incident', 'same-child', 'different']
      : ['same-child', 'same-incident', 'different'];
  return {
    anchor: `${other.kind}-${other.id}`,
    other: `${other.kind} ${other.id}`,
    title: titleOfSide(other),
    href: hrefOfSide(other),
    state: states[state],
    reasons: (likeness?.reasons ?? []).map((reason) => reason.charAt(0).toUpperCase() + reason.slice(1)),
    rows: compareRows(own, other),
    said:
      said === null
        ? null
        : { words: verdictWords[said.verdict], by: said.by, on: dayOf(said.at), reason: said.reason },
    seen: said?.id ?? '',
    reason: isTyped ? (form.get('reason') ?? '') : '',
    choices: order
      .filter((value) => state !== 'linked' || value !== said?.verdict)
      .map((value) => ({ value, text: choiceWords[value] })),
    attach: own.ofCase === null ? (other.ofCase?.reference ?? null) : null,
  };
}

function presentDismissed({ state, other, said }: Pair): readonly AlikeDismissed[] {
  if (state !== 'dismissed' || said === null) return [];
  const { by, at, reason } = said;
  return [{ title: titleOfSide(other), href: hrefOfSide(other), by, on: dayOf(at), reason }];
}

async function takeSaying(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const id = idIn(request);
  const saying = readSaying(id, request.form);
  if ('problem' in saying) return showAlike(room, request, saying.problem);
  const done = () => `/referrals/${id}/alike`;
  const outcome = await performOnce(room, bearerOf(request), match, saying, sentForm(request), done);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: done() };
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted')
    return absent(room, request);
  return outcome.refusal.refused === 'so-already'
    ? { seeOther: done() }
    : showAlike(room, request, words(outcome.refusal));
}

async function takeAttach(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const id = idIn(request);
  const reference = typedLine(request.form.get('reference')).toUpperCase();
  if (!isReference(reference)) return showAlike(room, request, 'Enter the reference of the case');
  const done = () => `/referrals/${id}`;
  const wish = { id, reference };
  const outcome = await performOnce(room, bearerOf(request), attach, wish, sentForm(request), done);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: done() };
  // A case that is not there and one that is hidden are the same to whoever typed it.
  if (outcome.outcome !== 'refused' || outcome.refusal.refused === 'not-permitted')
    return showAlike(room, request, 'There is no case of that reference here');
  return showAlike(room, request, words(outcome.refusal));
}
