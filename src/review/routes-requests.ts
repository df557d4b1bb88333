import { performOnce, sentForm } from '../acts/once.ts';
import { paperAnswer } from '../acts/paper-answer.ts';
import type { Refusal } from '../acts/refusal.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import type { Option } from '../intake/question.ts';
import { askReviewer, recordAnswer } from './commands-watching.ts';
import { dayBoxes } from './forms.ts';
import { answerSection, readAnswer, readRequest, requestSection } from './forms-watching.ts';
import { requestLetter } from './paper.ts';
import { calledIn, hrefOf } from './present.ts';
import { requestShown } from './present-records.ts';
import { regimeFor, type ReviewFacts, type WrittenRequest } from './review.ts';
import {
  answerOf,
  type Asked,
  conventionsIn,
  formOf,
  mayDo,
  recordAnswer as shown,
  reviewIn,
  wantedIn,
} from './routes-room.ts';

/** The ledger of what reviewers were asked in writing, with the letters. */
export function requestRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review/requests';
  return [
    page(base, 'review.read', 'session', open(showRequests)),
    post(base, 'review-request.ask', 'session', open(takeRequest), open(showRequests)),
    page(`${base}/:request`, 'review.read', 'session', open(showRequest)),
    post(`${base}/:request`, 'review-request.answer', 'session', open(takeAnswer), open(showRequest)),
    page(`${base}/:request/letter/:as`, 'review.read', 'session', open(takeLetter)),
  ];
}

const pathOf = ({ headed, review }: Pick<ReviewFacts, 'headed' | 'review'>) =>
  `${hrefOf(headed.reference, review.id)}/requests`;

const appointed = ({ reviewers }: ReviewFacts) =>
  reviewers
    .filter(({ endedOn }) => endedOn === null)
    .map(({ id, name }): Option => ({ value: id, text: name }));

const sectionFor = (facts: ReviewFacts) => requestSection(appointed(facts));

async function showRequests(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here);
  if (facts === null) return null;
  const { request } = here;
  const first = new URLSearchParams();
  dayBoxes(first, 'asked', request.today);
  const form = request.restored ? request.form : first;
  return requestsAnswer(here, facts, { section: sectionFor(facts), form, problems: [] });
}

function requestsAnswer(
  here: Here,
  facts: ReviewFacts,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, review, requests } = facts;
  const open = requests.filter(({ answeredOn }) => answeredOn === null).length;
  const mayAsk = mayDo(here, 'review-request.ask', headed) && headed.state !== 'closed';
  const answers = mayDo(here, 'review-request.answer', headed) && headed.state !== 'closed';
  const [only, other] = appointed(facts);
  const isAnybody = only !== undefined;
  const lead =
    regimeFor(review) === 'practice-review'
      ? 'The partners may ask the reviewer for information or a draft, and must do so in writing (SI 2018/789, regulation 14). What is on record here is what the letter says.'
      : 'What is on record here is what the letter says.';
  const own = {
    heading:
      requests.length === 0
        ? 'Nothing has been asked in writing'
        : open === 0
          ? 'Every written request is answered'
          : `${open} written ${open === 1 ? 'request waits' : 'requests wait'} for an answer`,
    lead: [lead, ...(mayAsk && !isAnybody ? ['Appoint a reviewer first: nobody is there to be asked.'] : [])],
    records: requests.map((one) => requestShown(one, pathOf(facts), here.request.today, answers)),
    nothing: '',
    forms:
      mayAsk && isAnybody
        ? [
            formOf(here, asked, {
              heading:
                only === undefined || other !== undefined ? 'Ask in writing' : `Ask ${only.text} in writing`,
              action: pathOf(facts),
              button: 'Record the request, and make the letter',
            }),
          ]
        : [],
  };
  return shown(here, facts, own, { asked, refusal });
}

async function takeRequest(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here);
  if (facts === null || !mayDo(here, 'review-request.ask', facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = sectionFor(facts);
  const { given, problems } = readRequest(appointed(facts), form);
  if (given === null) return requestsAnswer(here, facts, { section, form, problems });
  const wish = { ...wantedIn(here), given, conventions: conventionsIn(here) };
  const to = () => pathOf(facts);
  const outcome = await performOnce(room, bearerOf(request), askReviewer, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await reviewIn(here);
    return now === null
      ? null
      : requestsAnswer(here, now, { section: sectionFor(now), form, problems: [] }, refusal);
  });
}

interface Found {
  readonly facts: ReviewFacts;
  readonly one: WrittenRequest;
}

async function requestIn(here: Here): Promise<Found | null> {
  const facts = await reviewIn(here);
  const one = facts?.requests.find(({ id }) => id === idIn(here.request, 'request'));
  return facts === null || one === undefined ? null : { facts, one };
}

async function showRequest(here: Here): Promise<WorkAnswer | null> {
  const found = await requestIn(here);
  if (found === null) return null;
  const form = here.request.restored ? here.request.form : new URLSearchParams();
  return requestAnswer(here, found, { section: answerSection, form, problems: [] });
}

function requestAnswer(
  here: Here,
  { facts, one }: Found,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed } = facts;
  const mayAnswer =
    mayDo(here, 'review-request.answer', headed) && headed.state !== 'closed' && one.answeredOn === null;
  const own = {
    title: 'A written request',
    heading: one.answeredOn === null ? `Not answered by ${one.reviewer} yet` : `Answered by ${one.reviewer}`,
    lead: [],
    records: [requestShown(one, pathOf(facts), here.request.today, false)],
    nothing: '',
    forms: mayAnswer
      ? [
          formOf(here, asked, {
            stays: true,
            heading: 'Record the answer',
            action: `${pathOf(facts)}/${one.id}`,
            button: 'Record the answer',
          }),
        ]
      : [],
  };
  return shown(here, facts, own, { asked, refusal });
}

async function takeAnswer(here: Here): Promise<WorkAnswer | null> {
  const found = await requestIn(here);
  if (found === null || !mayDo(here, 'review-request.answer', found.facts.headed)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const { given, problems } = readAnswer(form);
  if (given === null) return requestAnswer(here, found, { section: answerSection, form, problems });
  const wish = { ...wantedIn(here), request: found.one.id, given, conventions: conventionsIn(here) };
  const to = () => pathOf(found.facts);
  const outcome = await performOnce(room, bearerOf(request), recordAnswer, wish, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await requestIn(here);
    return now === null
      ? null
      : requestAnswer(here, now, { section: answerSection, form, problems: [] }, refusal);
  });
}

async function takeLetter(here: Here): Promise<WorkAnswer | null> {
  const as = here.request.params['as'];
  const found = as === 'pdf' || as === 'word' ? await requestIn(here) : null;
  if (found === null || (as !== 'pdf' && as !== 'word')) return null;
  const { facts, one } = found;
  const { partnership } = here.request;
  const paper = requestLetter({
    partnership: partnership.name,
    mailbox: partnership.settings.businessUnitMailbox,
    telephone: partnership.settings.businessUnitTelephone,
    reference: facts.headed.reference,
    review: calledIn(facts),
    regime: regimeFor(facts.review),
    request: one,
    isTraining: partnership.training,
  });
  return paperAnswer(
    paper,
    as,
    `request-to-reviewer-${facts.headed.reference}.${as === 'pdf' ? 'pdf' : 'docx'}`,
  );
}
