import {
  type AccessFacts,
  type AgencyFacts,
  countedPeople,
  type Exclusion,
  type GivenPart,
  type InvolvedAgency,
  type Reader,
  shutOut,
  type Timing,
} from './access.ts';
import type { CaseHeader } from './header.ts';
import type { AccessPage, Moment, PartLine, ShutOutLine } from './pages/access.ts';
import type { AgenciesPage, AgencyLine } from './pages/agencies.ts';

/** What the page needs besides who can open the case. */
export interface AccessContext {
  readonly header: CaseHeader;
  readonly self: string;
  /** Whether who looks is a coordinator, who changes access and knows of those shut out. */
  readonly isCoordinator: boolean;
  readonly roleWords: (role: string) => string;
}

/** A moment as a page shows it, in London. */
export function momentOf(at: Temporal.Instant): Moment {
  const there = at.toZonedDateTimeISO('Europe/London');
  return { day: there.toPlainDate(), time: there.toPlainTime() };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Who can open a case and why, the parts that were given, and those who are shut out. */
export function presentAccess(facts: AccessFacts, context: AccessContext): AccessPage {
  const { headed, readers, exclusions } = facts;
  const { header, self, isCoordinator, roleWords } = context;
  const base = `/cases/${headed.reference}/access`;
  const people = [...Map.groupBy(readers, ({ accountId }) => accountId)];
  const all = facts.parts.flatMap((part) => {
    const state = stateOf(part, facts, isCoordinator);
    const end = isCoordinator && part.timing !== 'ended' ? `${base}/parts/${part.id}/end` : null;
    const { name, from, until } = part;
    const line: PartLine = {
      name,
      part: capital(roleWords(part.part)),
      from,
      until,
      state: state ?? over,
      end,
    };
    return state === null ? [] : [{ part, line }];
  });
  const linesOf = (isEnded: boolean) =>
    all.filter(({ part }) => (part.timing === 'ended') === isEnded).map(({ line }) => line);
  return {
    header,
    heading: `${people.length} ${people.length === 1 ? 'person' : 'people'} can open this file`,
    readers: people.map(([accountId, ways]) => ({
      name: ways[0]?.name ?? '',
      isSelf: accountId === self,
      ways: ways.map((way) => ({ words: wayWords(way, roleWords), from: way.from, until: way.until })),
    })),
    give: isCoordinator ? `${base}/give` : null,
    parts: linesOf(false),
    endedParts: linesOf(true),
    shutOut: isCoordinator
      ? {
          add: `${base}/shut-out`,
          now: shutOut(facts).map((one) => shutOutLine(one, `${base}/shut-out/${one.id}/end`)),
          before: exclusions.filter(({ endedAt }) => endedAt !== null).map((one) => shutOutLine(one, null)),
        }
      : null,
  };
}

function wayWords({ role, way, agency }: Reader, roleWords: (role: string) => string): string {
  const words = capital(roleWords(role));
  if (way === 'agency') return `${words}, for ${agency ?? ''}`;
  return way === 'name' ? `${words}, by name` : words;
}

const over = { mark: 'coming', words: 'Ended' };

// A chair is not told who is shut out: a part that opens nothing for a reason of that kind is left out for them.
function stateOf(part: GivenPart, { readers, exclusions }: AccessFacts, isCoordinator: boolean) {
  const { accountId, timing, holds } = part;
  if (timing === 'ended') return over;
  if (timing === 'coming') return { mark: 'coming', words: 'Not begun yet' };
  if (readers.some((one) => one.way === 'name' && one.role === part.part && one.accountId === accountId))
    return { mark: 'running', words: 'Can open the file' };
  if (!isCoordinator) return null;
  if (!holds) return { mark: 'look', words: 'No longer holds the role, so it opens nothing' };
  const isShut = shutOut({ exclusions }).some((one) => one.accountId === accountId);
  return isShut ? { mark: 'shut-out', words: 'Shut out' } : { mark: 'look', words: 'Cannot sign in' };
}

function shutOutLine(one: Exclusion, letIn: string | null): ShutOutLine {
  const { name, reason, by, at, entries, lastEntry, endedAt, endedBy } = one;
  return {
    name,
    reason,
    by,
    at: momentOf(at),
    seen: entries === 0 || lastEntry === null ? null : { entries, last: momentOf(lastEntry) },
    letIn,
    ended: endedAt === null ? null : { by: endedBy ?? '', at: momentOf(endedAt) },
  };
}

/** What the page of agencies needs besides them. */
export interface AgencyContext {
  readonly header: CaseHeader;
  readonly mayChange: boolean;
  /** Whether who looks may know how many can open the file for an agency. */
  readonly mayCount: boolean;
}

const timingMarks: Readonly<Record<Timing, { readonly mark: string; readonly words: string }>> = {
  now: { mark: 'running', words: 'Involved' },
  coming: { mark: 'coming', words: 'Not begun yet' },
  ended: over,
};

/** How many people can open the file for an agency of the case. */
export const readersFor = (
  { readers }: Pick<AgencyFacts, 'readers'>,
  { name, timing }: InvolvedAgency,
): number =>
  timing === 'now'
    ? new Set(readers.filter(({ agency }) => agency === name).map(({ accountId }) => accountId)).size
    : 0;

/** The agencies of a case, those involved today first. */
export function presentAgencies(facts: AgencyFacts, context: AgencyContext): AgenciesPage {
  const base = `/cases/${facts.headed.reference}/agencies`;
  const lineOf = (one: InvolvedAgency): AgencyLine => ({
    name: one.name,
    from: one.from,
    until: one.until,
    state: timingMarks[one.timing],
    people:
      context.mayCount && one.timing === 'now'
        ? `${capital(countedPeople(readersFor(facts, one)))} can open this file for it`
        : null,
    end: context.mayChange && one.timing !== 'ended' ? `${base}/${one.id}/end` : null,
  });
  const now = facts.involved.filter(({ timing }) => timing === 'now').length;
  return {
    header: context.header,
    heading:
      now === 0
        ? 'No agency is involved'
        : now === 1
          ? '1 agency is involved'
          : `${now} agencies are involved`,
    add: context.mayChange ? `${base}/involve` : null,
    agencies: facts.involved.filter(({ timing }) => timing !== 'ended').map(lineOf),
    ended: facts.involved.filter(({ timing }) => timing === 'ended').map(lineOf),
  };
}
