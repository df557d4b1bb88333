import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { momentOf } from '../intake/moment.ts';
import { withoutWeekday } from '../law/day.ts';
import { moveOn, oneReviewDay, recordReviewDay, type ReviewDayRecord } from './commands.ts';
import {
  comesByMove,
  dayKindsFor,
  isPlan,
  type ReviewDay,
  type ReviewDayKind,
  readReviewDayKind,
} from './days.ts';
import { dayBoxes, daySection, moveSection, readDayForm, readMove } from './forms.ts';
import type { RecordShown } from './pages/record.ts';
import { hrefOf, wordsOf } from './present.ts';
import { movesFrom, regimeFor, type ReviewFacts, type ReviewState, reviewStates } from './review.ts';
import {
  answerOf,
  type Asked,
  conventionsIn,
  formOf,
  mayDo,
  recordAnswer,
  reviewIn,
  wantedIn,
} from './routes-room.ts';
import { dayWords, moveWords, reviewHeading } from './words.ts';

/** The ledger of a review's days, and of its course. */
export function dayRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review';
  return [
    page(`${base}/days/:day`, 'review.read', 'session', open(showDay)),
    post(`${base}/days/:day`, 'review.record', 'session', open(takeDay), open(showDay)),
    page(`${base}/move/:to`, 'review.move', 'session', open(showMove)),
    post(`${base}/move/:to`, 'review.move', 'session', open(takeMove), open(showMove)),
  ];
}

interface Found extends ReviewDayRecord {
  readonly kind: ReviewDayKind;
  readonly current: ReviewDay | null;
}

async function dayIn(here: Here): Promise<Found | null> {
  const kind = readReviewDayKind(here.request.params['day'] ?? '');
  if (kind === null) return null;
  const wanted = { ...wantedIn(here), kind };
  const outcome = await look(here.room, bearerOf(here.request), oneReviewDay, wanted);
  if (outcome.outcome !== 'done') return null;
  const { facts, history } = outcome.done;
  if (!dayKindsFor(regimeFor(facts.review)).includes(kind)) return null;
  return { facts, history, kind, current: facts.days.find((one) => one.kind === kind) ?? null };
}

const wordsFor = (here: Here, { facts, kind }: Found) =>
  dayWords(kind, regimeFor(facts.review), wordsOf(facts, conventionsIn(here)));

const sectionOf = (here: Here, found: Found) =>
  daySection(wordsFor(here, found).question, isPlan(found.kind), found.current !== null);

async function showDay(here: Here): Promise<WorkAnswer | null> {
  const found = await dayIn(here);
  if (found === null) return null;
  const { request } = here;
  const first = new URLSearchParams();
  if (found.current !== null) {
    dayBoxes(first, 'day', found.current.day);
    first.set('source', found.current.source);
  }
  const form = request.restored ? request.form : first;
  const isStale = request.restored && (form.get('corrects') ?? '') !== (found.current?.id ?? '');
  return dayAnswer(here, found, { section: sectionOf(here, found), form, problems: [] }, null, isStale);
}

function dayAnswer(
  here: Here,
  found: Found,
  asked: Asked,
  refusal: Refusal | null,
  isStale: boolean,
): WorkAnswer {
  const { facts, kind, current, history } = found;
  const { headed, review } = facts;
  const { name, question, hint } = wordsFor(here, found);
  const mayRecord = mayDo(here, 'review.record', headed) && headed.state !== 'closed';
  const isOwn = current !== null || !comesByMove(kind);
  const verb = isPlan(kind) ? 'Revise it' : 'Correct it';
  const own = {
    heading: current === null ? question : `${name}: ${withoutWeekday(current.day)}`,
    lead: [hint],
    meanwhile: isStale ? 'Somebody recorded another day while you had this open. It stands now.' : null,
    records: history.map((one) => shownDay(one, one.stands)),
    nothing: isOwn ? 'No day is on record.' : 'This day is put on record when the review is moved on.',
    forms:
      mayRecord && isOwn
        ? [
            formOf(here, asked, {
              heading: current === null ? 'Record it' : verb,
              action: `${hrefOf(headed.reference, review.id)}/days/${kind}`,
              button:
                current === null ? 'Record the day' : isPlan(kind) ? 'Record the new day' : 'Correct the day',
              hidden: [{ name: 'corrects', value: current?.id ?? '' }],
            }),
          ]
        : [],
  };
  return recordAnswer(here, facts, own, { asked, refusal });
}

function shownDay(one: ReviewDay, stands: boolean): RecordShown {
  const { day, time } = momentOf(one.recordedAt);
  return {
    title: stands ? `${withoutWeekday(one.day)}, stands` : `${withoutWeekday(one.day)}, no longer`,
    state: null,
    rows: [
      { label: isPlan(one.kind) ? 'Why it was expected then' : 'How it is known', text: one.source },
      ...(one.reason === '' ? [] : [{ label: 'Why it was changed', text: one.reason }]),
      {
        label: 'Recorded',
        text: `${withoutWeekday(day)}, ${time.toString({ smallestUnit: 'minute' })}, by ${one.recordedBy}`,
      },
    ],
    links: [],
    past: !stands,
  };
}

async function takeDay(here: Here): Promise<WorkAnswer | null> {
  const found = await dayIn(here);
  if (found === null || !mayDo(here, 'review.record', found.facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = sectionOf(here, found);
  const typed = form.get('corrects') ?? '';
  const isStale = typed !== (found.current?.id ?? '');
  const { given, problems } = readDayForm(section, form);
  if (given === null) return dayAnswer(here, found, { section, form, problems }, null, isStale);
  const corrects = isId(typed) ? typed : null;
  const reason = corrects === null ? '' : given.reason;
  const wish = {
    ...wantedIn(here),
    given: { ...given, reason, kind: found.kind, corrects },
    conventions: conventionsIn(here),
  };
  const to = () => hrefOf(wish.reference, found.facts.review.id);
  const outcome = await performOnce(room, bearerOf(request), recordReviewDay, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await dayIn(here);
    if (now === null) return null;
    const meanwhile = refusal.refused === 'changed-elsewhere';
    const asked = { section: sectionOf(here, now), form, problems: [] };
    return dayAnswer(here, now, asked, meanwhile ? null : refusal, meanwhile);
  });
}

const stateIn = ({ request }: Here): ReviewState | null =>
  reviewStates.find((one) => one === request.params['to']) ?? null;

async function showMove(here: Here): Promise<WorkAnswer | null> {
  const to = stateIn(here);
  const facts = to === null ? null : await reviewIn(here);
  if (to === null || facts === null || !mayDo(here, 'review.move', facts.headed)) return null;
  const form = here.request.restored ? here.request.form : new URLSearchParams();
  return moveAnswer(here, facts, to, {
    section: moveSection(moveWords(facts.review.state, to).ask),
    form,
    problems: [],
  });
}

function moveAnswer(
  here: Here,
  facts: ReviewFacts,
  to: ReviewState,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, review } = facts;
  const { act } = moveWords(review.state, to);
  const isPossible = movesFrom(review.state).includes(to) && headed.state !== 'closed';
  const own = {
    heading: isPossible ? act : 'It cannot go there from where it is',
    lead: [`${reviewHeading(review.kind, review.jointWith, review.state)}.`],
    records: [],
    nothing: '',
    forms: isPossible
      ? [
          formOf(here, asked, {
            heading: 'The day, and the reason',
            action: `${hrefOf(headed.reference, review.id)}/move/${to}`,
            button: act,
            hidden: [{ name: 'from', value: review.state }],
          }),
        ]
      : [],
  };
  return recordAnswer(here, facts, own, { asked, refusal });
}

async function takeMove(here: Here): Promise<WorkAnswer | null> {
  const to = stateIn(here);
  const facts = to === null ? null : await reviewIn(here);
  if (to === null || facts === null || !mayDo(here, 'review.move', facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const from = reviewStates.find((one) => one === form.get('from')) ?? facts.review.state;
  const section = moveSection(moveWords(from, to).ask);
  const { given, problems } = readMove(section, form);
  if (given === null) return moveAnswer(here, facts, to, { section, form, problems });
  const wish = { ...wantedIn(here), wish: { from, to, ...given }, conventions: conventionsIn(here) };
  const back = () => hrefOf(wish.reference, facts.review.id);
  const outcome = await performOnce(room, bearerOf(request), moveOn, wish, sentForm(request), back);
  return answerOf(here, outcome, back, async (refusal) => {
    const now = await reviewIn(here);
    return now === null ? null : moveAnswer(here, now, to, { section, form, problems: [] }, refusal);
  });
}
