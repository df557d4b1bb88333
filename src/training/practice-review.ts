import type { Bearer } from '../acts/command.ts';
import { conventionsOf } from '../cases/clocks.ts';
import {
  appointing,
  caseReviews,
  moveOn,
  oneReview,
  openReview,
  recordReviewDay,
} from '../review/commands.ts';
import { appointReviewer, askReviewer, recordAnswer, recordCheck } from '../review/commands-watching.ts';
import { isPlan } from '../review/days.ts';
import type { Read } from '../review/form-parts.ts';
import { daySection, moveSection, readDayForm, readMove } from '../review/forms.ts';
import {
  readAnswer,
  readCheck,
  readRequest,
  readReviewer,
  reviewerSection,
} from '../review/forms-watching.ts';
import type { ReviewFacts } from '../review/review.ts';
import { dayBoxes, dayOf, type GivenDay } from './days.ts';
import { formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import type { TrainingReview } from './reviews-file.ts';

/** One review of a case, and by whom it is kept. */
interface Desk {
  readonly office: Office;
  readonly by: Bearer;
  readonly at: { readonly reference: string; readonly review: string };
}

/**
 * Opens the review that was decided on, and keeps its reviewers, its days, how it was watched and its course, as far as they are not on record.
 * What is there already is known by its words, since days move with the day of the setting up.
 */
export async function carryOut(office: Office, wanted: TrainingReview, reference: string): Promise<void> {
  const by = await office.sessions.of(office.coordinator);
  const { reviews, decision } = await seen(office, by, caseReviews, { reference });
  const conventions = conventionsOf(office.ground.partnership.settings);
  const wish = { kind: wanted.kind, jointWith: '', decisionId: decision?.id ?? '' };
  const review =
    reviews[0]?.review.id ?? (await act(office.ground, by, openReview, { reference, wish, conventions }));
  const desk: Desk = { office, by, at: { reference, review } };
  await appoint(desk, wanted);
  await keepDays(desk, wanted);
  await watch(desk, wanted);
  await ask(desk, wanted);
  await move(desk, wanted);
}

const facts = ({ office, by, at }: Desk): Promise<ReviewFacts> => seen(office, by, oneReview, at);

const wishOf = ({ office, at }: Desk) => ({
  ...at,
  conventions: conventionsOf(office.ground.partnership.settings),
});

const boxesOf = ({ office }: Desk, name: string, given: GivenDay) =>
  dayBoxes(name, dayOf(office.ground.clock.today(), given));

function fitting<Given>({ given, problems }: Read<Given>): Given {
  if (given === null) throw new Error(`the training data does not fit: ${problems[0]?.text ?? 'a review'}`);
  return given;
}

async function appoint(desk: Desk, { reviewers }: TrainingReview): Promise<void> {
  const { office, by, at } = desk;
  const found = await seen(office, by, appointing, at);
  const there = new Set(found.facts.reviewers.map(({ name }) => name));
  const section = reviewerSection(
    found.accounts.map(({ accountId, name }) => ({ value: accountId, text: name })),
    '',
  );
  for (const { name, organisation, account, independentOf, conflict, considered, ...when } of reviewers) {
    if (there.has(name)) continue;
    const form = formFrom({
      name,
      organisation,
      account: (account === undefined ? undefined : office.people.get(account)?.accountId) ?? 'none',
      'independent-of': independentOf,
      conflict: conflict === undefined ? 'none' : 'declared',
      'conflict-words': conflict ?? '',
      considered,
      ...boxesOf(desk, 'appointed', when),
    });
    const given = fitting(readReviewer(section, form));
    await act(office.ground, by, appointReviewer, { ...wishOf(desk), given });
  }
}

async function keepDays(desk: Desk, { days }: TrainingReview): Promise<void> {
  const before = (await facts(desk)).days;
  for (const kind of new Set(days.map((one) => one.kind))) {
    const wanted = days.filter((one) => one.kind === kind);
    const standing = before.find((one) => one.kind === kind) ?? null;
    const done = wanted.findLastIndex(({ source }) => source === standing?.source) + 1;
    let corrects = standing?.id ?? null;
    for (const { source, reason, ...when } of wanted.slice(done)) {
      const form = formFrom({ source, reason, ...boxesOf(desk, 'day', when) });
      const read = fitting(readDayForm(daySection('', isPlan(kind), corrects !== null), form));
      const given = { kind, ...read, corrects };
      corrects = await act(desk.office.ground, desk.by, recordReviewDay, { ...wishOf(desk), given });
    }
  }
}

async function watch(desk: Desk, { checks }: TrainingReview): Promise<void> {
  const there = (await facts(desk)).checks.length;
  for (const { time, timeWords, quality, qualityWords, ...when } of checks.slice(there)) {
    const words = { 'time-words': timeWords, 'quality-words': qualityWords };
    const given = fitting(readCheck(formFrom({ time, quality, ...words, ...boxesOf(desk, 'day', when) })));
    await act(desk.office.ground, desk.by, recordCheck, { ...wishOf(desk), given });
  }
}

async function ask(desk: Desk, { requests }: TrainingReview): Promise<void> {
  const { reviewers, requests: there } = await facts(desk);
  const asked = reviewers.map(({ id, name }) => ({ value: id, text: name }));
  for (const { reviewer, askedFor, words, due, answered, ...when } of requests) {
    const already = there.find((one) => one.words === words) ?? null;
    const form = formFrom({
      reviewer: reviewers.find(({ name }) => name === reviewer)?.id ?? '',
      'asked-for': askedFor,
      words,
      ...boxesOf(desk, 'asked', when),
      ...boxesOf(desk, 'due', due),
    });
    const { ground } = desk.office;
    const request =
      already?.id ??
      (await act(ground, desk.by, askReviewer, {
        ...wishOf(desk),
        given: fitting(readRequest(asked, form)),
      }));
    if (answered === undefined || (already !== null && already.answeredOn !== null)) continue;
    const answer = formFrom({ words: answered.words, ...boxesOf(desk, 'day', answered) });
    await act(ground, desk.by, recordAnswer, {
      ...wishOf(desk),
      request,
      given: fitting(readAnswer(answer)),
    });
  }
}

async function move(desk: Desk, { moves }: TrainingReview): Promise<void> {
  const before = await facts(desk);
  let from = before.review.state;
  for (const { to, reason, ...when } of moves.slice(before.moves.length)) {
    const form = formFrom({ reason, ...boxesOf(desk, 'day', when) });
    const wish = { from, to, ...fitting(readMove(moveSection(''), form)) };
    await act(desk.office.ground, desk.by, moveOn, { ...wishOf(desk), wish });
    from = to;
  }
}
