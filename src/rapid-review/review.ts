import { type Refusal, refuse } from '../acts/refusal.ts';
import { type CaseClock, clockFacts, clocksOf } from '../cases/clocks.ts';
import { kindWords } from '../cases/date-kinds.ts';
import type { DayContext } from '../cases/dates.ts';
import type { HeadedCase } from '../cases/header.ts';
import type { FileChild, FileIncident } from '../cases/people.ts';
import type { RecordedDecision } from '../group/store.ts';
import { missingIn } from '../intake/answers.ts';
import type { Filled } from '../intake/question.ts';
import { momentOf } from '../intake/moment.ts';
import type { Conventions } from '../law/conventions.ts';
import type { Day } from '../law/day.ts';
import type { Part } from '../platform/papers/paper.ts';
import { type PartnerId, partnerIds } from '../law/outcomes.ts';
import { ruleNamed } from '../law/rules.ts';
import type { StandingAction } from '../safety/safety.ts';
import { type ChecklistItem, checklist, type ItemId, type ItemState, sectionOf } from './checklist.ts';
import type { Entry } from './entries.ts';
import type { DoneDays, Script } from './script.ts';
import type { OpenedBy } from './store-opening.ts';

/** A rapid review as it was opened. */
export interface Review {
  readonly id: string;
  readonly opened: OpenedBy;
  readonly openedOn: Day;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  readonly endedAt: Temporal.Instant | null;
  readonly endedWhy: string | null;
}

/** An item as it was last saved. */
export interface SavedItem {
  readonly item: ItemId;
  readonly version: number;
  readonly owner: string;
  readonly state: Exclude<ItemState, 'not-started'>;
  readonly reason: string;
  readonly answers: Filled;
  readonly savedBy: string;
  readonly savedAt: Temporal.Instant;
}

/** What became of asking an agency for its summary, as everybody on the case sees it. */
export interface SummaryState {
  readonly agencyId: string;
  readonly agency: string;
  readonly state: 'asked' | 'known' | 'nil' | 'withdrawn';
  readonly dueOn: Day;
  readonly answeredOn: Day | null;
}

/** One item of the document: its words, and nothing that changes with the day on which it is read. */
export interface ContentItem {
  readonly item: ItemId;
  readonly number: number;
  readonly title: string;
  readonly parts: readonly Part[];
}

/** The content of a rapid review, which is frozen and signed. The signatures are over it, and not in it. */
export interface ReviewContent {
  readonly reference: string;
  readonly pseudonym: string;
  readonly partnership: string;
  readonly body: readonly ContentItem[];
}

/** The content as it was frozen for signing. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly content: ReviewContent;
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string;
  readonly frozenBy: string;
  readonly frozenAt: Temporal.Instant;
}

/** A partner's signature over a version. */
export interface Signature {
  readonly versionId: string;
  readonly partner: PartnerId;
  readonly position: 'agrees' | 'disagrees';
  readonly words: string;
  readonly name: string;
  readonly job: string;
  readonly signedAt: Temporal.Instant;
}

/** That a version was sent to the Panel. */
export interface Sending {
  readonly versionId: string;
  readonly day: Day;
  readonly time: Temporal.PlainTime;
  readonly words: string;
  readonly unsignedWhy: string;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

export type PanelPosition = 'agrees' | 'disagrees' | 'asks' | 'national-review';
export type PartnersPosition = 'stands' | 'decided-again' | 'answered';

/** What the Panel replied, or what the partners did with it. */
export interface Reply {
  readonly id: string;
  readonly kind: 'panel' | 'partners';
  readonly position: PanelPosition | PartnersPosition;
  readonly day: Day;
  readonly words: string;
  readonly answersTo: string | null;
  readonly decisionId: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** Everything that a rapid review shows, for a case that was found visible. */
export interface ReviewFacts {
  readonly headed: HeadedCase;
  readonly dates: DayContext;
  /** The one that runs, or else the last that was ended; null where none was ever opened. */
  readonly review: Review | null;
  readonly items: ReadonlyMap<ItemId, SavedItem>;
  /** What stands, the earliest first. */
  readonly entries: readonly Entry[];
  readonly summaries: readonly SummaryState[];
  readonly involved: readonly { readonly id: string; readonly name: string }[];
  readonly children: readonly Pick<
    FileChild,
    'pseudonym' | 'bornOn' | 'ageGiven' | 'diedOn' | 'sex' | 'ethnicity' | 'disability' | 'disabilityWhich'
  >[];
  readonly incidents: readonly FileIncident[];
  readonly safety: readonly StandingAction[];
  readonly decision: RecordedDecision | null;
  /** The newest first. */
  readonly versions: readonly Version[];
  readonly signatures: readonly Signature[];
  /** The newest first. */
  readonly sendings: readonly Sending[];
  /** The oldest first. */
  readonly replies: readonly Reply[];
  readonly script: Script | null;
  /** The partners for whom whoever looks is the delegate. */
  readonly delegateOf: readonly PartnerId[];
}

/** The clock of the rapid review; null while the day from which it counts is not on record. Throws OutsideCalendar. */
export function clockOf({ dates }: Pick<ReviewFacts, 'dates'>, conventions: Conventions): CaseClock | null {
  return clocksOf(clockFacts(dates), conventions).find(({ due }) => due.rule.id === 'RR-01') ?? null;
}

/** Why a rapid review cannot be opened; null where it can. Without a notification there is none (RR-05), unless awareness starts it here. */
export function whyNotOpen(
  { headed, dates, review }: Pick<ReviewFacts, 'headed' | 'dates' | 'review'>,
  conventions: Conventions,
): Refusal | null {
  if (headed.state === 'closed') return refuse('case-closed');
  if (review !== null && review.endedAt === null) return refuse('so-already');
  if (dates.event !== 'notifiable-incident') return refuse('no-rapid-review');
  const has = (kind: string) => dates.days.some((one) => one.kind === kind);
  if (conventions.rapidReviewFrom === 'aware')
    return has('authority-aware') || has('partnership-told')
      ? null
      : refuse('day-needed-first', { day: kindWords('authority-aware', dates).day });
  return has('panel-notified') ? null : refuse('no-notification', { source: ruleNamed('RR-05').source });
}

/** From which fact, and of which day, a review would be opened; null where it cannot be. */
export function openingOf(
  { dates }: Pick<ReviewFacts, 'dates'>,
  conventions: Conventions,
): { readonly opened: OpenedBy; readonly on: Day } | null {
  const dayOf = (kind: string) => dates.days.find((one) => one.kind === kind)?.day ?? null;
  const notified = dayOf('panel-notified');
  if (notified !== null) return { opened: 'by-notification', on: notified };
  const aware =
    conventions.rapidReviewFrom === 'aware' ? (dayOf('partnership-told') ?? dayOf('authority-aware')) : null;
  return aware === null ? null : { opened: 'from-awareness', on: aware };
}

/** Why nothing can be written into the review any more; null where it can. */
export function whyNotWrite({ headed, review }: Pick<ReviewFacts, 'headed' | 'review'>): Refusal | null {
  if (headed.state === 'closed') return refuse('case-closed');
  return review === null || review.endedAt !== null ? refuse('no-review-running') : null;
}

const entriesOf = (facts: ReviewFacts, kind: Entry['kind']) =>
  facts.entries.filter((one) => one.kind === kind);

/** The version that was frozen last; null before the first. */
export const latestOf = ({ versions }: Pick<ReviewFacts, 'versions'>): Version | null => versions[0] ?? null;

/** The signatures over one version, in the order of the partners. */
export const signaturesOn = (
  { signatures }: Pick<ReviewFacts, 'signatures'>,
  version: Version | null,
): readonly Signature[] =>
  partnerIds.flatMap((partner) =>
    signatures.filter((one) => one.versionId === version?.id && one.partner === partner),
  );

/** The partners that have not signed a version. */
export function unsignedOn(
  facts: Pick<ReviewFacts, 'signatures'>,
  version: Version | null,
): readonly PartnerId[] {
  const signed = new Set(signaturesOn(facts, version).map(({ partner }) => partner));
  return partnerIds.filter((partner) => !signed.has(partner));
}

/** Whether the standing decision was recorded after the review was opened: an earlier one has not considered it. */
export function decidedSince({ review, decision }: Pick<ReviewFacts, 'review' | 'decision'>): boolean {
  if (review === null || decision === null) return false;
  return Temporal.Instant.compare(decision.recordedAt, review.openedAt) >= 0;
}

type Gaps = (facts: ReviewFacts, answers: Filled) => readonly string[];

const unless = (is: boolean, gap: string): readonly string[] => (is ? [] : [gap]);

/** What the records still lack for an item to be whole; the form's own gaps come besides. */
const recordGaps: Partial<Record<ItemId, Gaps>> = {
  identity: ({ children }) => unless(children.length > 0, 'No child is on record in this case'),
  dates: ({ incidents }) =>
    unless(
      incidents.some(({ earliest, dayAsGiven }) => earliest !== null || dayAsGiven !== ''),
      'The day of the incident is not on record',
    ),
  practice: (facts) => unless(entriesOf(facts, 'episode').length > 0, 'No key practice episode is on record'),
  learning: (facts) => unless(entriesOf(facts, 'learning').length > 0, 'No immediate learning is on record'),
  agencies: agencyGaps,
  decision: decisionGaps,
  signatures(facts) {
    const open = unsignedOn(facts, latestOf(facts)).length;
    return unless(open === 0, `${open} of the three partners ${open === 1 ? 'has' : 'have'} not signed`);
  },
};

function agencyGaps(facts: ReviewFacts, answers: Filled): readonly string[] {
  if (facts.summaries.length === 0) return ['No agency has been asked for a summary'];
  const missing = facts.involved.filter(({ id }) => !hasAnswered(facts, id)).map(({ name }) => name);
  const isSaid = missing.length === 0 || answers['absent'] !== undefined;
  return unless(isSaid, `Say why there is no summary of ${missing.join(', ')}`);
}

const hasAnswered = ({ summaries }: ReviewFacts, agency: string) =>
  summaries.some(({ agencyId, state }) => agencyId === agency && (state === 'known' || state === 'nil'));

function decisionGaps(facts: ReviewFacts, answers: Filled): readonly string[] {
  const { decision } = facts;
  if (decision === null) return ['The decision is not recorded yet'];
  const gaps: string[] = [];
  if (!decidedSince(facts)) gaps.push('The decision on record was made before this review was opened');
  if (decision.decision.outcome === 'more-information')
    gaps.push('The decision on record asks for more information');
  if (decision.decision.outcome !== 'LCSPR' && answers['no-review'] === undefined)
    gaps.push('Write why more learning is unlikely, and what happens to what was learned');
  return gaps;
}

/** Everything that keeps an item from being done, in words. */
export function gapsOf(
  facts: ReviewFacts,
  item: ChecklistItem,
  answers: Filled,
  today: Day,
): readonly string[] {
  const typed = missingIn(sectionOf(item), { today, answers }).map(({ text }) => text);
  return [...(recordGaps[item.id]?.(facts, answers) ?? []), ...typed];
}

/** An item with how it stands: called done only while nothing of it is missing. */
export interface StandingItem {
  readonly item: ChecklistItem;
  readonly saved: SavedItem | null;
  readonly state: ItemState;
  readonly gaps: readonly string[];
}

// What was recorded for an item before anybody wrote it: it is begun, whoever is to write it.
const isBegun: Partial<Record<ItemId, (facts: ReviewFacts) => boolean>> = {
  practice: (facts) => entriesOf(facts, 'episode').length > 0,
  agencies: ({ summaries }) => summaries.length > 0,
  learning: (facts) => entriesOf(facts, 'learning').length > 0,
  earlier: (facts) => entriesOf(facts, 'earlier').length > 0,
  decision: ({ decision }) => decision !== null,
};

/** The items as they stand. Two follow the records alone: the dates, and the signatures. */
export const itemsOf = (facts: ReviewFacts, today: Day): readonly StandingItem[] =>
  checklist.map((item) => {
    const saved = facts.items.get(item.id) ?? null;
    const gaps = gapsOf(facts, item, saved?.answers ?? {}, today);
    return { item, saved, gaps, state: standingState(facts, item, saved, gaps) };
  });

function standingState(
  facts: ReviewFacts,
  item: ChecklistItem,
  saved: SavedItem | null,
  gaps: readonly string[],
): ItemState {
  if (item.id === 'signatures')
    return gaps.length === 0
      ? 'done'
      : signaturesOn(facts, latestOf(facts)).length > 0
        ? 'in-progress'
        : 'not-started';
  if (item.id === 'dates' && saved === null) return gaps.length === 0 ? 'done' : 'in-progress';
  if (saved === null) return isBegun[item.id]?.(facts) === true ? 'in-progress' : 'not-started';
  return saved.state === 'done' && gaps.length > 0 ? 'in-progress' : saved.state;
}

/** What was typed for an item, and in which state it is to stand. */
export interface ItemWish {
  readonly item: ChecklistItem;
  readonly owner: string;
  readonly state: Exclude<ItemState, 'not-started'>;
  readonly reason: string;
  readonly answers: Filled;
  /** The version that the form was made from; 0 for none. */
  readonly seen: number;
}

/** Whether an item may be saved so; refuses one that was saved meanwhile, and one called done that is not whole. */
export function decideItem(facts: ReviewFacts, wish: ItemWish, today: Day): ItemWish | Refusal {
  const closed = whyNotWrite(facts);
  if (closed !== null) return closed;
  if (wish.item.id === 'signatures') return refuse('answers-wrong');
  if ((facts.items.get(wish.item.id)?.version ?? 0) !== wish.seen) return refuse('changed-elsewhere');
  if (wish.state === 'not-applicable' && wish.reason === '') return refuse('answers-wrong');
  if (wish.state === 'done' && gapsOf(facts, wish.item, wish.answers, today).length > 0)
    return refuse('item-not-whole');
  return wish;
}

/** The day the review was sent to the Panel, from its own record or from the days of the case. */
export const sentOn = ({ sendings, dates }: Pick<ReviewFacts, 'sendings' | 'dates'>): Day | null =>
  sendings.at(-1)?.day ?? dates.days.find(({ kind }) => kind === 'rapid-review-sent')?.day ?? null;

/** The Panel's replies to which the partners have not answered. */
export const openReplies = ({ replies }: Pick<ReviewFacts, 'replies'>): readonly Reply[] =>
  replies.filter(({ id, kind }) => kind === 'panel' && !replies.some(({ answersTo }) => answersTo === id));

/** The last thing the partners settled with the Panel's reply before them; null while the local decision is provisional. */
export function settledBy({ replies, decision }: Pick<ReviewFacts, 'replies' | 'decision'>): Reply | null {
  const last =
    replies.findLast(({ kind, position }) => kind === 'partners' && position !== 'answered') ?? null;
  if (openReplies({ replies }).length > 0 || last === null) return null;
  return last.decisionId === decision?.id ? last : null;
}

const inOrder = (days: readonly Day[]) => days.toSorted((a, b) => Temporal.PlainDate.compare(a, b));
const latest = (days: readonly Day[]): Day | null => inOrder(days).at(-1) ?? null;

/** On which days the steps of a day script were done. */
export function doneDays(facts: ReviewFacts): DoneDays {
  const letters = entriesOf(facts, 'letter');
  const lettersDone =
    facts.involved.length > 0 &&
    facts.involved.every(({ id }) => letters.some(({ agencyId }) => agencyId === id));
  const asked = facts.summaries.filter(({ state }) => state !== 'withdrawn');
  const answered = asked.flatMap(({ answeredOn }) => (answeredOn === null ? [] : [answeredOn]));
  const meetings = entriesOf(facts, 'meeting').flatMap(({ day }) => (day === null ? [] : [day]));
  const version = latestOf(facts);
  const signed = signaturesOn(facts, version).map(({ signedAt }) => momentOf(signedAt).day);
  return {
    letters: lettersDone ? latest(letters.flatMap(({ day }) => (day === null ? [] : [day]))) : null,
    summaries: asked.length > 0 && answered.length === asked.length ? latest(answered) : null,
    meeting: inOrder(meetings)[0] ?? null,
    signed: unsignedOn(facts, version).length === 0 ? latest(signed) : null,
    sent: sentOn(facts),
  };
}
