import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { type FileChild, whyNotChange } from '../cases/people.ts';
import { type Problem, validate } from '../intake/answers.ts';
import type { Filled, Section } from '../intake/question.ts';
import type { Day } from '../law/day.ts';
import type { PackFacts } from './notification.ts';
import { childAnswers } from './pack-child.ts';
import { dayOn } from './pack-field.ts';
import { type AnswerPart, answersSection, childSection } from './questions.ts';
import { routeOn } from './route.ts';

/** A page of the notification: one of its parts, a child, or the order of the children. */
export type DraftPlace =
  | { readonly kind: 'part'; readonly part: AnswerPart }
  | { readonly kind: 'child'; readonly id: string };

/** A page as it was typed; `base` stands for what it began with. */
export interface DraftWish {
  readonly place: DraftPlace;
  readonly sent: URLSearchParams;
  readonly base: string;
}

/** A page that may be kept. */
export interface Drafted {
  readonly facts: PackFacts;
  readonly place: DraftPlace;
  readonly page: Section;
  readonly filled: Filled;
}

/** The child of the case of that identifier; null where it has none such. */
export const childNamed = ({ file }: PackFacts, id: string): FileChild | null =>
  file.children.find((one) => one.id === id) ?? null;

/** The questions of a page on the day, and what is kept of it; null for a child who is not of this case. */
export function pageOf(
  facts: PackFacts,
  place: DraftPlace,
  today: Day,
): { readonly section: Section; readonly kept: Filled } | null {
  if (place.kind === 'child') {
    const child = childNamed(facts, place.id);
    if (child === null) return null;
    const kept = facts.live?.children.find(({ childId }) => childId === child.id) ?? null;
    return { section: childSection, kept: childAnswers(facts, { child, kept }) };
  }
  const { way } = routeOn(dayOn(facts, 'authority-aware'), dayOn(facts, 'panel-notified'), today);
  const section = answersSection(place.part, way);
  const own = new Set(section.questions.map(({ id }) => id));
  const answers = Object.entries(facts.live?.answers ?? {}).filter(([id]) => own.has(id));
  return { section, kept: Object.fromEntries(answers) };
}

/** Stands for the answers of a page: the same for the same answers. */
export function baseOf(filled: Filled): string {
  const sorted = Object.entries(filled).toSorted(([one], [two]) => (one < two ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 22);
}

/** Reads a page. What is missing may be mended later and is no reason not to keep the rest. */
export function readPage(
  section: Section,
  sent: URLSearchParams,
  today: Day,
): { readonly filled: Filled; readonly problems: readonly Problem[] } {
  const { filled, problems } = validate(section, sent, { today, answers: {} });
  return { filled, problems: problems.filter(({ kind }) => kind === 'wrong') };
}

/** What may be kept of a page; refuses one that somebody else has changed meanwhile. */
export function decideDraft(
  facts: PackFacts,
  { place, sent, base }: DraftWish,
  today: Day,
): Drafted | Refusal {
  const closed = whyNotChange({ headed: facts.file.headed });
  if (closed !== null) return closed;
  const page = pageOf(facts, place, today);
  if (page === null) return refuse('answers-wrong');
  const { filled, problems } = readPage(page.section, sent, today);
  if (problems.length > 0) return refuse('answers-wrong');
  const now = baseOf(page.kept);
  return base !== now && now !== baseOf(filled)
    ? refuse('changed-elsewhere')
    : { facts, place, page: page.section, filled };
}

/** The places that were typed for the children, by identifier; null where they are no order. */
export function orderIn(facts: PackFacts, sent: URLSearchParams): ReadonlyMap<string, number> | null {
  const { children } = facts.file;
  const places = children.map(({ id }) => [id, Number(sent.get(`place-${id}`) ?? '')] as const);
  const given = places.map(([, place]) => place);
  const isOrder = given.every((place) => Number.isInteger(place) && place >= 1 && place <= children.length);
  return isOrder && new Set(given).size === given.length ? new Map(places) : null;
}
