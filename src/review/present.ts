import { changeWords } from '../cases/clock-change.ts';
import type { CaseHeader } from '../cases/header.ts';
import { standingWords } from '../cases/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { type Day, isBefore, withoutWeekday } from '../law/day.ts';
import { editionOn } from '../law/editions.ts';
import { advanceCopyReadings } from '../law/review-clocks.ts';
import { effectiveLocalStart } from '../law/rule.ts';
import { lastAnnouncedYear } from '../law/bank-holidays.ts';
import {
  clocksOfReview,
  dayIn,
  nextCheck,
  overrunUntold,
  type ReviewClock,
  reviewClockNames,
  reviewStanding,
} from './clocks.ts';
import { dayKindsFor, comesByMove, isPlan, type ReviewDayKind } from './days.ts';
import { presentDuties } from './duties.ts';
import type { ClockRow, DayRow, Mark, Note, ReviewPage } from './pages/review.ts';
import { drawReview, notWaitedFor } from './picture.ts';
import { decidedOn, isAtWork, movesFrom, regimeFor, type Review, type ReviewFacts } from './review.ts';
import {
  dayWords,
  kindInSentence,
  kindName,
  type LawWords,
  lawWords,
  moveWords,
  reviewHeading,
  stateWords,
} from './words.ts';

/** What whoever looks may do with a review. */
export interface ReviewRights {
  readonly record: boolean;
  readonly move: boolean;
  readonly appoint: boolean;
  readonly seesChecks: boolean;
  readonly check: boolean;
  readonly ask: boolean;
}

/** Around the facts of a review: where and when it is read, how the partnership counts, and what the reader may do. */
export interface Around {
  readonly header: CaseHeader;
  readonly today: Day;
  readonly conventions: Conventions;
  readonly rights: ReviewRights;
}

/** The words of the law that a review runs under. */
export const wordsOf = (facts: Pick<ReviewFacts, 'review' | 'days'>, conventions: Conventions): LawWords =>
  lawWords(facts.review.outcome, regimeFor(facts.review), decidedOn(facts), conventions);

/** Where the pages of a review begin. */
export const hrefOf = (reference: string, id: string): string => `/cases/${reference}/reviews/${id}`;

/** One review as its page shows it. Throws OutsideCalendar. */
export function presentReview(facts: ReviewFacts, around: Around): ReviewPage {
  const { review, moves, headed } = facts;
  const { header, today, conventions, rights } = around;
  const base = hrefOf(headed.reference, review.id);
  const clocks = clocksOfReview(facts, conventions);
  const next = nextOf(clocks, today);
  const law = wordsOf(facts, conventions);
  const [onward] = movesFrom(review.state);
  const isForward = isAtWork(review.state) || review.state === 'completed';
  return {
    header,
    heading: headingOf(review, clocks, today),
    state: stateWords[review.state],
    lead: [leadOf(facts, law), ...expectedWords(facts)],
    next,
    notes: notesOf(facts, around, clocks),
    todo:
      rights.move && isForward && onward !== undefined
        ? { text: moveWords(review.state, onward).act, href: `${base}/move/${onward}` }
        : null,
    facts: keyFacts(facts, around),
    picture: drawReview(clocks, today),
    clocks: clocks.map((clock) => clockRow(clock, today)),
    duties: presentDuties(facts, conventions),
    days: dayKindsFor(regimeFor(review)).map((kind) => dayRow(kind, facts, law, base, rights.record)),
    setUp: [
      { text: 'Terms of reference and lines of enquiry', href: `${base}/terms` },
      { text: 'What the agencies report', href: `${base}/reports` },
      { text: 'The child, the family and practitioners', href: `${base}/people` },
      { text: 'Quality and sign-off', href: `${base}/quality` },
      { text: 'National, joint, or stayed by a court', href: `${base}/turns` },
    ],
    watching: watchingOf(facts, around, base),
    moves: moves.toReversed().map(({ from, to, day, reason, movedBy }) => ({
      words: moveWords(from, to).told,
      day,
      reason,
      by: movedBy,
    })),
    actions: rights.move
      ? movesFrom(review.state)
          .filter((to) => !isForward || to !== onward)
          .map((to) => ({ text: moveWords(review.state, to).act, href: `${base}/move/${to}` }))
      : [],
  };
}

function nextOf(clocks: readonly ReviewClock[], today: Day): ReviewPage['next'] {
  const [next] = clocks
    .filter(({ isFollowed, met }) => isFollowed && met === null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.due.due, b.due.due));
  if (next === undefined) return null;
  return {
    name: reviewClockNames[next.due.rule.id] ?? next.due.rule.what,
    due: next.due.due,
    state: stateOf(next, today),
  };
}

const stateOf = (clock: ReviewClock, today: Day): Mark => {
  const standing = reviewStanding(clock, today);
  return standing === null ? notWaitedFor(clock, today) : standingWords(standing);
};

// Late is the first that is said of a review at work; its state stands beside. What a board aimed at is no limit that was broken.
function headingOf(review: Review, clocks: readonly ReviewClock[], today: Day): string {
  const end = clocks.find(({ due }) => due.rule.id === 'REP-02');
  if (
    end === undefined ||
    end.met !== null ||
    !isAtWork(review.state) ||
    reviewStanding(end, today)?.state !== 'late'
  )
    return reviewHeading(review.kind, review.jointWith, review.state);
  return `The ${kindInSentence(review.kind, review.jointWith)} is late: it was due on ${withoutWeekday(end.due.due)}`;
}

function expectedWords({ review, days }: ReviewFacts): readonly string[] {
  const expected = days.find(({ kind }) => kind === 'expected');
  if (expected === undefined || !isAtWork(review.state)) return [];
  const why = expected.reason === '' ? '.' : `, and not as was planned first: ${expected.reason}`;
  return [`It is expected to be completed on ${withoutWeekday(expected.day)}${why}`];
}

function leadOf(facts: ReviewFacts, { decider }: LawWords): string {
  const { review } = facts;
  const on = withoutWeekday(decidedOn(facts));
  if (regimeFor(review) === 'none')
    return `It was decided on ${on}. No law sets a time for it; the partnership plans its own days.`;
  const who =
    decider.holder === 'safeguarding partners'
      ? 'The three safeguarding partners'
      : 'The independent chair of the Local Safeguarding Children Board';
  return `${who} decided on ${on} that it be carried out.`;
}

function keyFacts(facts: ReviewFacts, { conventions }: Around): ReviewPage['facts'] {
  const { review, headed } = facts;
  const decided = decidedOn(facts);
  const law = wordsOf(facts, conventions);
  const edition = editionOn(decided);
  const fact = (name: string, lines: readonly string[], href: string | null = null) => ({
    name,
    lines,
    link: href === null ? null : { text: lines[0] ?? '', href },
  });
  return [
    fact('Review', [kindName(review.kind, review.jointWith)]),
    fact(
      'Decision',
      [withoutWeekday(review.decisionDay)],
      `/cases/${headed.reference}/decisions/${review.decisionId}`,
    ),
    ...(regimeFor(review) === 'none'
      ? []
      : [
          fact('By the rules of', [
            edition === null ? 'A time for which no edition is held' : edition.title,
            ...(edition === null || edition.textRead
              ? []
              : ['Its text has not been read; the rules are taken from what others report.']),
          ]),
          fact('Answers for it', [law.holder]),
        ]),
    fact('Opened here', [
      `${withoutWeekday(review.openedAt.toZonedDateTimeISO('Europe/London').toPlainDate())} by ${review.openedBy}`,
    ]),
  ];
}

function notesOf(
  facts: ReviewFacts,
  { conventions, today }: Around,
  clocks: readonly ReviewClock[],
): readonly Note[] {
  const { review, days, headed } = facts;
  const base = hrefOf(headed.reference, review.id);
  const notes: Note[] = [];
  if (!review.decisionStands)
    notes.push({
      mark: 'look',
      words:
        'The group has decided again since this review was opened. It goes on until somebody says otherwise.',
      link: { text: 'The decisions', href: `/cases/${headed.reference}/decisions` },
    });
  if (overrunUntold(facts, conventions, today))
    notes.push({
      mark: 'look',
      words:
        'It takes, or is expected to take, longer than six months. Tell the Panel and the Secretary of State why, and record the day (REP-03).',
      link: { text: 'Record the day', href: `${base}/days/overrun-told` },
    });
  const expected = dayIn(days, 'expected');
  const aim = clocks.find(({ due }) => due.rule.id === 'SCR-06');
  const given = dayIn(days, 'overrun-told');
  if (aim !== undefined && expected !== null && isBefore(aim.due.due, expected))
    notes.push({
      mark: null,
      words: `It was expected to take longer than the six months aimed at: the reasons ${given === null ? 'belong on record' : `were given on ${withoutWeekday(given)}`} (SCR-06).`,
      link: null,
    });
  notes.push(...readings(facts, conventions), ...carriedOver(clocks, conventions));
  if (clocks.some(({ due }) => due.provisional))
    notes.push({
      mark: null,
      words: `Bank holidays are announced to the end of ${lastAnnouncedYear}; dates beyond are provisional.`,
      link: null,
    });
  if (clocks.some(({ due }) => due.rule.id === 'SCR-05'))
    notes.push({
      mark: null,
      words:
        'Sources do not agree by when others had to be told: five working days for any decision (SCR-05), or fourteen days, which the national panel’s own flow chart gives for a decision not to start a review (SCR-05b). The first is followed here; neither is confirmed.',
      link: null,
    });
  return notes;
}

function readings({ review, days }: ReviewFacts, conventions: Conventions): readonly Note[] {
  const publication = dayIn(days, 'published') ?? dayIn(days, 'publish-on');
  if (regimeFor(review) !== 'practice-review' || publication === null) return [];
  const found = advanceCopyReadings(publication, dayIn(days, 'decided') ?? review.decisionDay, conventions);
  if (found === null) return [];
  const chosen = conventions.clearDaysBeforePublication ? 'clear days' : 'the day of publication as day 0';
  const words = `“At least seven working days before” can be read in two ways: by ${withoutWeekday(found.plain.due)}, with the day of publication as day 0, or by ${withoutWeekday(found.clear.due)}, with seven clear working days in between. This partnership counts ${chosen}; the earlier day meets both.`;
  return [{ mark: null, words, link: null }];
}

function carriedOver(clocks: readonly ReviewClock[], conventions: Conventions): readonly Note[] {
  if (!clocks.some(({ due }) => due.rule.id === 'TR-03')) return [];
  const start = withoutWeekday(effectiveLocalStart(conventions.localStart));
  const words = `It was under way when local arrangements took the place of the board, taken as ${start}${conventions.localStartExact === false ? ', which is not known exactly' : ''}. It went on by the rules of its own time, with twelve months from then, and until 29 September 2020 at the latest (TR-03).`;
  return [{ mark: null, words, link: null }];
}

function clockRow(clock: ReviewClock, today: Day): ClockRow {
  const { due } = clock;
  const { rule } = due;
  return {
    name: reviewClockNames[rule.id] ?? rule.what,
    rule: rule.id,
    what: rule.what,
    from: due.from,
    trigger: due.trigger,
    due: due.due,
    label:
      due.kind === 'not-before'
        ? 'Earliest day for taking it down'
        : rule.should === true
          ? 'Aimed at'
          : 'Last day',
    state: stateOf(clock, today),
    unconfirmed: due.confirmed ? null : 'Rule not yet confirmed',
    why: due.why,
    source: rule.source,
  };
}

function dayRow(
  kind: ReviewDayKind,
  { review, days }: ReviewFacts,
  law: LawWords,
  base: string,
  mayRecord: boolean,
): DayRow {
  const found = days.find((one) => one.kind === kind) ?? null;
  const { name } = dayWords(kind, regimeFor(review), law);
  const href = `${base}/days/${kind}`;
  const link =
    found !== null
      ? { text: mayRecord ? (isPlan(kind) ? 'Look or revise' : 'Look or correct') : 'How it is known', href }
      : mayRecord && !comesByMove(kind)
        ? { text: 'Record', href }
        : null;
  return {
    name,
    day: found?.day ?? null,
    changed: found === null || found.reason === '' ? null : isPlan(kind) ? 'revised' : 'corrected',
    link,
  };
}

// What was done to the six months by somebody's authority; a board's own time cannot be changed.
function timeOf(facts: ReviewFacts, base: string): ReviewPage['watching'] {
  if (regimeFor(facts.review) !== 'practice-review') return [];
  const last = facts.changes.at(-1);
  return [
    {
      name: 'Time for the review',
      words: last === undefined ? 'Neither paused nor extended' : changeWords(last),
      state: last?.kind === 'paused' ? { mark: 'held', words: 'Paused' } : null,
      link: { text: 'Look or change', href: `${base}/time` },
    },
  ];
}

function watchingOf(facts: ReviewFacts, { today, rights }: Around, base: string): ReviewPage['watching'] {
  const { reviewers, checks, requests, review } = facts;
  const now = reviewers.filter(({ endedOn }) => endedOn === null);
  const due = nextCheck(facts);
  const open = requests.filter(({ answeredOn }) => answeredOn === null);
  const late = open.filter(({ dueOn }) => isBefore(dueOn, today)).length;
  const look = (text: string, href: string) => ({ text, href });
  return [
    ...timeOf(facts, base),
    {
      name: now.length === 1 ? 'Reviewer' : 'Reviewers',
      words:
        now.length === 0
          ? 'Nobody is appointed'
          : now
              .map(({ name, organisation }) => [name, organisation].filter((part) => part !== '').join(', '))
              .join('; '),
      state: null,
      link: look(rights.appoint ? 'Look or appoint' : 'Look', `${base}/reviewers`),
    },
    ...(rights.seesChecks
      ? [
          {
            name: 'Time and quality',
            words:
              checks[0] === undefined
                ? 'No entry yet'
                : `Last entry ${withoutWeekday(checks[0].day)}${due === null ? '' : `; the next within ${review.checkWeeks} ${review.checkWeeks === 1 ? 'week' : 'weeks'}`}`,
            state:
              due !== null && isBefore(due.due, today)
                ? { mark: 'late', words: 'An entry is overdue' }
                : null,
            link: look(rights.check ? 'Look or add' : 'Look', `${base}/checks`),
          },
        ]
      : []),
    {
      name: 'Written requests to the reviewer',
      words: requests.length === 0 ? 'None yet' : `${requests.length} sent, ${open.length} not answered`,
      state: late > 0 ? { mark: 'late', words: `${late} overdue` } : null,
      link: look(rights.ask ? 'Look or ask' : 'Look', `${base}/requests`),
    },
  ];
}

/** What the review is called in a sentence. */
export const calledIn = ({ review }: Pick<ReviewFacts, 'review'>): string =>
  kindInSentence(review.kind, review.jointWith);
