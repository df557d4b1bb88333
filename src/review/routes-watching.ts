import type { Verb } from '../acts/verbs.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import type { Option } from '../intake/question.ts';
import { isBefore, withoutWeekday } from '../law/day.ts';
import { nextCheck } from './clocks.ts';
import { type Appointing, appointing, reviewChecks } from './commands.ts';
import { appointReviewer, endAppointment, recordCheck, setInterval } from './commands-watching.ts';
import {
  checkSection,
  endingSection,
  readCheck,
  readEnding,
  readReviewer,
  readWeeks,
  reviewerSection,
  weeksSection,
} from './forms-watching.ts';
import { hrefOf, wordsOf } from './present.ts';
import { checkShown, reviewerShown } from './present-records.ts';
import { regimeFor, type Reviewer, type ReviewFacts } from './review.ts';
import { requestRoutes } from './routes-requests.ts';
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

/** The ledger of who carries a review out, and of how its time and quality are watched. */
export function watchingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review';
  return [
    page(`${base}/reviewers`, 'review.read', 'session', open(showReviewers)),
    post(`${base}/reviewers`, 'review.appoint', 'session', open(takeReviewer), open(showReviewers)),
    page(`${base}/reviewers/:reviewer`, 'review.appoint', 'session', open(showEnding)),
    post(`${base}/reviewers/:reviewer`, 'review.appoint', 'session', open(takeEnding), open(showEnding)),
    page(`${base}/checks`, 'review-check.read', 'session', open(showChecks)),
    post(`${base}/checks`, 'review-check.record', 'session', open(takeCheck), open(showChecks)),
    post(`${base}/checks/interval`, 'review-check.record', 'session', open(takeInterval), open(showChecks)),
    ...requestRoutes(room),
  ];
}

const blank = () => new URLSearchParams();
const writes = (here: Here, verb: Verb, { headed }: Pick<ReviewFacts, 'headed'>) =>
  mayDo(here, verb, headed) && headed.state !== 'closed';

async function appointingIn(here: Here): Promise<Appointing | null> {
  const outcome = await look(here.room, bearerOf(here.request), appointing, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

function sectionFor({ facts, accounts }: Appointing) {
  const options = accounts.map(({ accountId, name }): Option => ({ value: accountId, text: name }));
  const bodies =
    regimeFor(facts.review) === 'serious-case-review'
      ? 'Of the Local Safeguarding Children Board, and of the agencies involved.'
      : 'Of the safeguarding partners and the agencies involved, as far as they are.';
  return reviewerSection(options, bodies);
}

async function showReviewers(here: Here): Promise<WorkAnswer | null> {
  const found = await appointingIn(here);
  if (found === null) return null;
  const { request } = here;
  const form = request.restored ? request.form : blank();
  return reviewersAnswer(here, found, { section: sectionFor(found), form, problems: [] });
}

function reviewersAnswer(
  here: Here,
  found: Appointing,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { facts } = found;
  const { headed, review, reviewers } = facts;
  const now = reviewers.filter(({ endedOn }) => endedOn === null).length;
  const base = hrefOf(headed.reference, review.id);
  const mayAppoint = writes(here, 'review.appoint', facts);
  const { copies } = wordsOf(facts, conventionsIn(here));
  const own = {
    heading:
      now === 0
        ? 'No reviewer is appointed'
        : `${now} ${now === 1 ? 'reviewer is' : 'reviewers are'} appointed`,
    lead:
      regimeFor(review) === 'none'
        ? []
        : [
            regimeFor(review) === 'serious-case-review'
              ? `Reviewers are independent of the board and of the agencies involved. Their names go to ${copies}; the day is kept among the days of the review.`
              : 'The partners satisfy themselves of a reviewer’s knowledge and ability, and of any conflict of interest, before the review starts. The name is published.',
          ],
    unconfirmed:
      regimeFor(review) === 'practice-review'
        ? 'Taken from Working Together as it was remembered (REV-03).'
        : null,
    records: reviewers.map((one) =>
      reviewerShown(one, mayAppoint && one.endedOn === null ? `${base}/reviewers/${one.id}` : null),
    ),
    nothing: '',
    forms: mayAppoint
      ? [
          formOf(here, asked, {
            heading: 'Appoint a reviewer',
            action: `${base}/reviewers`,
            button: 'Record the appointment',
          }),
        ]
      : [],
  };
  return recordAnswer(here, facts, own, { asked, refusal });
}

async function takeReviewer(here: Here): Promise<WorkAnswer | null> {
  const found = await appointingIn(here);
  if (found === null || !mayDo(here, 'review.appoint', found.facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = sectionFor(found);
  const { given, problems } = readReviewer(section, form);
  if (given === null) return reviewersAnswer(here, found, { section, form, problems });
  const wish = { ...wantedIn(here), given, conventions: conventionsIn(here) };
  const to = () => `${hrefOf(wish.reference, wish.review)}/reviewers`;
  const outcome = await performOnce(room, bearerOf(request), appointReviewer, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await appointingIn(here);
    return now === null
      ? null
      : reviewersAnswer(here, now, { section: sectionFor(now), form, problems: [] }, refusal);
  });
}

async function reviewerIn(
  here: Here,
): Promise<{ readonly facts: ReviewFacts; readonly reviewer: Reviewer } | null> {
  const facts = await reviewIn(here);
  const reviewer = facts?.reviewers.find(({ id }) => id === idIn(here.request, 'reviewer'));
  if (facts === null || reviewer === undefined || !mayDo(here, 'review.appoint', facts.headed)) return null;
  return { facts, reviewer };
}

async function showEnding(here: Here): Promise<WorkAnswer | null> {
  const found = await reviewerIn(here);
  if (found === null) return null;
  const form = here.request.restored ? here.request.form : blank();
  return endingAnswer(here, found, { section: endingSection, form, problems: [] });
}

function endingAnswer(
  here: Here,
  { facts, reviewer }: { readonly facts: ReviewFacts; readonly reviewer: Reviewer },
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, review } = facts;
  const isOpen = reviewer.endedOn === null && headed.state !== 'closed';
  const own = {
    heading: isOpen ? 'End an appointment' : 'Nothing can be ended here',
    lead: [],
    records: [reviewerShown(reviewer, null)],
    nothing: '',
    forms: isOpen
      ? [
          formOf(here, asked, {
            stays: true,
            heading: 'The day, and the reason',
            action: `${hrefOf(headed.reference, review.id)}/reviewers/${reviewer.id}`,
            button: 'End the appointment',
          }),
        ]
      : [],
  };
  return recordAnswer(here, facts, own, { asked, refusal });
}

async function takeEnding(here: Here): Promise<WorkAnswer | null> {
  const found = await reviewerIn(here);
  if (found === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const { given, problems } = readEnding(form);
  if (given === null) return endingAnswer(here, found, { section: endingSection, form, problems });
  const wish = { ...wantedIn(here), reviewer: found.reviewer.id, given };
  const to = () => `${hrefOf(wish.reference, wish.review)}/reviewers`;
  const outcome = await performOnce(room, bearerOf(request), endAppointment, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await reviewerIn(here);
    return now === null
      ? null
      : endingAnswer(here, now, { section: endingSection, form, problems: [] }, refusal);
  });
}

async function showChecks(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here, reviewChecks);
  if (facts === null) return null;
  const { request } = here;
  const isInterval = request.restored && request.path.endsWith('/interval');
  const check = {
    section: checkSection,
    form: request.restored && !isInterval ? request.form : blank(),
    problems: [],
  };
  const weeks = { section: weeksSection, form: isInterval ? request.form : weeksForm(facts), problems: [] };
  return checksAnswer(here, facts, check, weeks, null, null);
}

const weeksForm = ({ review }: ReviewFacts) => new URLSearchParams([['weeks', `${review.checkWeeks}`]]);

function checksAnswer(
  here: Here,
  facts: ReviewFacts,
  check: Asked,
  weeks: Asked,
  sent: Asked | null,
  refusal: Refusal | null,
): WorkAnswer {
  const { headed, review, checks } = facts;
  const base = hrefOf(headed.reference, review.id);
  const due = nextCheck(facts);
  const isOverdue = due !== null && isBefore(due.due, here.request.today);
  const isLaw = regimeFor(review) === 'practice-review';
  const every = `${review.checkWeeks} ${review.checkWeeks === 1 ? 'week' : 'weeks'}`;
  const own = {
    heading:
      checks[0] === undefined
        ? 'No entry about time and quality yet'
        : `${isOverdue ? 'An entry is overdue: last' : 'Last'} looked at on ${withoutWeekday(checks[0].day)}`,
    lead: [
      isLaw
        ? 'The partners have to watch the time that the review takes and its quality at regular intervals (SI 2018/789, regulation 14).'
        : 'No law asks for it here. What is found of time and quality can be kept all the same.',
      ...(due === null
        ? []
        : [
            `Without an entry for ${every} it stands among what is due: the next ${isOverdue ? 'was due by' : 'by'} ${withoutWeekday(due.due)}.`,
          ]),
    ],
    unconfirmed: isLaw
      ? 'How long an interval is, the regulation does not say. Four weeks are our default; a partnership sets its own for each review.'
      : null,
    records: checks.map(checkShown),
    nothing: '',
    forms: writes(here, 'review-check.record', facts)
      ? [
          formOf(here, check, {
            stays: isOverdue,
            heading: 'Add an entry',
            action: `${base}/checks`,
            button: 'Record the entry',
          }),
          ...(isLaw
            ? [
                formOf(here, weeks, {
                  heading: 'How often',
                  action: `${base}/checks/interval`,
                  button: 'Change how often',
                  isSecond: true,
                }),
              ]
            : []),
        ]
      : [],
  };
  return recordAnswer(here, facts, own, { asked: sent, refusal });
}

async function takeCheck(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here, reviewChecks);
  if (facts === null || !mayDo(here, 'review-check.record', facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const again = (of: ReviewFacts, problems: Asked['problems'], refusal: Refusal | null) => {
    const asked = { section: checkSection, form, problems };
    const weeks = { section: weeksSection, form: weeksForm(of), problems: [] };
    return checksAnswer(here, of, asked, weeks, asked, refusal);
  };
  const { given, problems } = readCheck(form);
  if (given === null) return again(facts, problems, null);
  const wish = { ...wantedIn(here), given, conventions: conventionsIn(here) };
  const to = () => `${hrefOf(wish.reference, wish.review)}/checks`;
  const outcome = await performOnce(room, bearerOf(request), recordCheck, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await reviewIn(here, reviewChecks);
    return now === null ? null : again(now, [], refusal);
  });
}

async function takeInterval(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here, reviewChecks);
  if (facts === null || !mayDo(here, 'review-check.record', facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const again = (of: ReviewFacts, problems: Asked['problems'], refusal: Refusal | null) => {
    const asked = { section: weeksSection, form, problems };
    return checksAnswer(
      here,
      of,
      { section: checkSection, form: blank(), problems: [] },
      asked,
      asked,
      refusal,
    );
  };
  const { given, problems } = readWeeks(form);
  if (given === null) return again(facts, problems, null);
  const wish = { ...wantedIn(here), given, conventions: conventionsIn(here) };
  const to = () => `${hrefOf(wish.reference, wish.review)}/checks`;
  const outcome = await performOnce(room, bearerOf(request), setInterval, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await reviewIn(here, reviewChecks);
    return now === null ? null : again(now, [], refusal);
  });
}
