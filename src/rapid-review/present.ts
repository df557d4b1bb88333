import { type CaseClock, dayOfCount, standingOf, standingWords, workingDays } from '../cases/clocks.ts';
import type { CaseHeader } from '../cases/header.ts';
import { momentOf } from '../intake/moment.ts';
import { whyUnconfirmed } from '../law/confidence.ts';
import { conventionWords, type Conventions } from '../law/conventions.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { outcomeNamed } from '../law/outcomes.ts';
import { ruleNamed } from '../law/rules.ts';
import { type ItemId, itemStateWords } from './checklist.ts';
import { entryKinds, entryWords } from './entries.ts';
import type { DayLine, ItemRow, ReviewPage, Todo } from './pages/review.ts';
import { drawScript } from './picture.ts';
import {
  decidedSince,
  doneDays,
  itemsOf,
  latestOf,
  openReplies,
  type ReviewFacts,
  sentOn,
  settledBy,
  signaturesOn,
  unsignedOn,
} from './review.ts';
import { dateScript } from './script.ts';
import { hasChanged, panelWords, partnersWords } from './sealing.ts';

/** What whoever looks may do, by the policy. */
export interface ReviewRights {
  readonly write: boolean;
  readonly sign: boolean;
  readonly readsSummaries: boolean;
}

/** What the page of a review needs besides its facts. */
export interface ReviewContext {
  readonly header: CaseHeader;
  readonly today: Day;
  readonly conventions: Conventions;
  readonly clock: CaseClock | null;
  readonly partnership: string;
  readonly rights: ReviewRights;
}

/** What the page is headed: how long there is, or what is waited for. */
export function reviewHeading(
  facts: ReviewFacts,
  clock: CaseClock | null,
  today: Day,
  { calendar }: Conventions,
): string {
  const { review } = facts;
  if (review === null) return 'No rapid review has been opened';
  if (review.endedAt !== null) return 'The rapid review was ended';
  const sent = sentOn(facts);
  if (sent !== null) return sentHeading(facts, sent);
  if (clock === null) return 'The fifteen working days have not begun';
  const { state, days } = standingOf(
    { dueOn: clock.due.due, metOn: null, pausedOn: clock.pausedOn, openedOn: facts.headed.openedOn },
    today,
    calendar,
  );
  if (state === 'paused') return 'The fifteen working days are paused';
  if (state === 'not-recorded') return 'Not recorded here whether it was sent';
  const due = withoutWeekday(clock.due.due);
  if (state === 'late')
    return days === 0 ? `Late: it was due on ${due}` : `${workingDays(days)} late: it was due on ${due}`;
  return state === 'today' ? `Due today, ${due}` : `${workingDays(days)} left: due on ${due}`;
}

function sentHeading(facts: ReviewFacts, sent: Day): string {
  const [open] = openReplies(facts);
  if (open !== undefined) return 'The Panel has replied: settle what the partners do';
  if (settledBy(facts) !== null) return 'Settled with the Panel';
  const reply =
    facts.sendings.length > 0 ? 'the Panel’s reply is awaited' : 'no reply of the Panel is on record';
  return `Sent on ${withoutWeekday(sent)}: ${reply}`;
}

/** The whole of a rapid review on one page. */
export function presentReview(facts: ReviewFacts, context: ReviewContext): ReviewPage {
  const { header, today, conventions, clock, partnership, rights } = context;
  const base = `/cases/${facts.headed.reference}/rapid-review`;
  const items = itemsOf(facts, today);
  const isOver = sentOn(facts) !== null;
  const rule = ruleNamed('RR-01');
  const unconfirmed = whyUnconfirmed(rule.confidence);
  const dated =
    clock === null || facts.script === null
      ? []
      : dateScript(facts.script.steps, clock.counted, doneDays(facts), today);
  return {
    header,
    heading: reviewHeading(facts, clock, today, conventions),
    provisional: provisionalWords(facts),
    counted:
      clock === null
        ? null
        : {
            from: clock.due.from,
            due: clock.due.due,
            state: standingWords(
              standingOf(
                {
                  dueOn: clock.due.due,
                  metOn: clock.met,
                  pausedOn: clock.pausedOn,
                  openedOn: facts.headed.openedOn,
                },
                today,
                conventions.calendar,
              ),
            ),
            day: sentOn(facts) === null ? dayOfCount(clock.counted, today) : null,
            convention: conventionWords[clock.due.convention],
            href: `/cases/${facts.headed.reference}/clocks/RR-01`,
          },
    ruleNote: unconfirmed === null ? null : `${unconfirmed}. ${rule.source}.`,
    awaits:
      clock === null
        ? conventions.rapidReviewFrom === 'aware'
          ? 'the day of awareness'
          : 'the day the notification was sent'
        : null,
    ended: facts.review?.endedWhy ?? null,
    sentElsewhere: facts.sendings.length === 0 && sentOn(facts) !== null,
    todo: rights.write || rights.sign ? todoOf(facts, context, base) : null,
    script: {
      source: facts.script?.source ?? null,
      // What was sent runs by no script any longer; the next review begins with the partnership's own.
      set: rights.write && sentOn(facts) === null ? `${base}/script` : null,
      picture: clock === null || dated.length === 0 ? null : drawScript(dated, clock.counted, today),
      lines: dated.map(lineOf),
      past: clock !== null && clock.due.due.year < today.year,
    },
    items: items.map(
      ({ item, saved, state, gaps }): ItemRow => ({
        number: item.number,
        title: item.title,
        href: item.id === 'signatures' ? `${base}/sign` : `${base}/items/${item.id}`,
        owner: saved?.owner ?? (followsRecord(item.id) ? 'The records say it' : ''),
        state: itemStateWords[state],
        fromRecord: followsRecord(item.id),
        gaps: state === 'not-applicable' || state === 'done' || isOver ? 0 : gaps.length,
        saved: saved === null ? null : { by: saved.savedBy, ...momentOf(saved.savedAt) },
      }),
    ),
    done: items.filter(({ state }) => state === 'done' || state === 'not-applicable').length,
    records: entryKinds.map((kind) => ({
      text: capital(entryWords[kind].many),
      count: facts.entries.filter((one) => one.kind === kind).length,
      href: `${base}/entries/${kind}`,
    })),
    summaries: summariesOf(facts, rights.readsSummaries ? `${base}/summaries` : null, today),
    decision: decisionOf(facts),
    sealing: sealingOf(facts, partnership, base),
    document: `${base}/document`,
    panel: facts.sendings.length > 0 ? `${base}/panel` : null,
  };
}

const followsRecord = (item: ItemId) => item === 'dates' || item === 'signatures';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const lineOf = ({
  name,
  from,
  until,
  first,
  last,
  doneOn,
  state,
}: ReturnType<typeof dateScript>[number]): DayLine => ({
  name,
  days: from === until ? `Day ${from}` : `Days ${from} to ${until}`,
  first,
  last,
  doneOn,
  state,
});

function provisionalWords(facts: ReviewFacts): string | null {
  if (facts.review === null || facts.review.endedAt !== null) return null;
  const settled = settledBy(facts);
  if (settled !== null) return null;
  if (facts.decision === null) return null;
  return 'The local decision is provisional until the Panel has replied and the partners have settled what they do with the reply.';
}

/** The one thing to do next, for whoever can do it. */
function todoOf(
  facts: ReviewFacts,
  { today, partnership, rights }: ReviewContext,
  base: string,
): Todo | null {
  if (facts.review === null || facts.review.endedAt !== null || facts.headed.state === 'closed') return null;
  const version = latestOf(facts);
  const mine = unsignedOn(facts, version).some((partner) => facts.delegateOf.includes(partner));
  if (rights.sign && version !== null && !hasChanged(facts, partnership) && mine && sentOn(facts) === null)
    return { text: `Read and sign version ${version.number}`, href: `${base}/sign` };
  if (!rights.write) return null;
  if (openReplies(facts).length > 0) return { text: 'Settle the Panel’s reply', href: `${base}/panel` };
  if (facts.sendings.length > 0)
    return settledBy(facts) === null ? { text: 'Record the Panel’s reply', href: `${base}/panel` } : null;
  if (sentOn(facts) !== null) return null;
  const open = itemsOf(facts, today).find(
    ({ state, item }) => item.id !== 'signatures' && (state === 'not-started' || state === 'in-progress'),
  );
  if (open !== undefined)
    return {
      text: `Go on with ${open.item.number}: ${open.item.title.charAt(0).toLowerCase()}${open.item.title.slice(1)}`,
      href: `${base}/items/${open.item.id}`,
    };
  return {
    text: version === null ? 'Freeze a version for signing' : 'Signatures and sending',
    href: `${base}/sign`,
  };
}

function summariesOf(
  { summaries, involved }: ReviewFacts,
  href: string | null,
  today: Day,
): ReviewPage['summaries'] {
  const asked = summaries.filter(({ state }) => state !== 'withdrawn');
  const come = asked.filter(({ answeredOn }) => answeredOn !== null).length;
  const late = asked.filter(
    ({ answeredOn, dueOn }) => answeredOn === null && Temporal.PlainDate.compare(dueOn, today) < 0,
  ).length;
  const unasked = involved.filter(({ id }) => !asked.some(({ agencyId }) => agencyId === id)).length;
  const words =
    asked.length === 0
      ? 'No agency has been asked for its summary'
      : `${come} of ${asked.length} summaries have come`;
  const more = [
    late === 0 ? '' : `${late} late`,
    unasked === 0 ? '' : `${unasked} ${unasked === 1 ? 'agency' : 'agencies'} involved not asked`,
  ].filter((one) => one !== '');
  return { words: [words, ...more].join(', '), href };
}

function decisionOf(facts: ReviewFacts): ReviewPage['decision'] {
  const base = `/cases/${facts.headed.reference}`;
  const { decision } = facts;
  if (decision === null)
    return {
      words: 'The group has not recorded a decision',
      href: `${base}/decisions`,
      limbs: null,
      early: false,
    };
  const { limbs, outcome } = decision.decision;
  const regulation = limbs.filter(({ test }) => test === 'local-criteria').length;
  return {
    words: `${outcomeNamed(outcome).name}, ${withoutWeekday(decision.decision.on)}`,
    href: `${base}/decisions/${decision.id}`,
    limbs: `${regulation} ${regulation === 1 ? 'criterion' : 'criteria'} of regulation 11 answered, each with its reason`,
    early: !decidedSince(facts),
  };
}

function sealingOf(facts: ReviewFacts, partnership: string, base: string): ReviewPage['sealing'] {
  const version = latestOf(facts);
  const signed = signaturesOn(facts, version).length;
  const [sent] = facts.sendings;
  const last = facts.replies.at(-1);
  return {
    href: `${base}/sign`,
    version:
      version === null
        ? null
        : `Version ${version.number}, frozen ${withoutWeekday(momentOf(version.frozenAt).day)}: ${signed} of 3 partners have signed`,
    changed: version !== null && sent === undefined && hasChanged(facts, partnership),
    sent: sent === undefined ? null : `Sent on ${withoutWeekday(sent.day)}`,
    replied: last === undefined ? null : replyWords(last.kind, last.position),
  };
}

function replyWords(kind: 'panel' | 'partners', position: string): string {
  const words: Readonly<Record<string, string>> = kind === 'panel' ? panelWords : partnersWords;
  return `${kind === 'panel' ? 'The Panel' : 'The partners'}: ${(words[position] ?? position).toLowerCase()}`;
}
