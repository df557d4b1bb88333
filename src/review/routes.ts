import { performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { problemLinks } from '../intake/fields.ts';
import { caseReviews, openReview } from './commands.ts';
import { openingSection, readOpening } from './forms.ts';
import { recordPage } from './pages/record.ts';
import { reviewPage, reviewsPage } from './pages/review.ts';
import { hrefOf, presentReview } from './present.ts';
import { presentReviews } from './present-list.ts';
import { type CaseReviews, isRunning, kindsFor } from './review.ts';
import { dayRoutes } from './routes-days.ts';
import {
  answerOf,
  type Asked,
  conventionsIn,
  formOf,
  frameOf,
  headerOf,
  mayDo,
  reviewIn,
} from './routes-room.ts';
import { timeRoutes } from './routes-time.ts';
import { watchingRoutes } from './routes-watching.ts';
import { kindName } from './words.ts';

/** The ledger of the reviews of a case. */
export function reviewRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/reviews', 'review.read', 'session', open(showReviews)),
    page('/cases/:ref/reviews/open', 'review.open', 'session', open(showOpening)),
    post('/cases/:ref/reviews/open', 'review.open', 'session', open(takeOpening), open(showOpening)),
    page('/cases/:ref/reviews/:review', 'review.read', 'session', open(showReview)),
    ...dayRoutes(room),
    ...timeRoutes(room),
    ...watchingRoutes(room),
  ];
}

async function reviewsIn(here: Here): Promise<CaseReviews | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), caseReviews, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showReviews(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewsIn(here);
  if (facts === null) return null;
  const { headed } = facts;
  const model = presentReviews(facts, {
    header: headerOf(here, headed),
    today: here.request.today,
    conventions: conventionsIn(here),
    mayOpen: mayDo(here, 'review.open', headed) && headed.state !== 'closed',
  });
  return { status: 200, body: reviewsPage(frameOf(here, headed, 'Reviews'), model) };
}

async function showReview(here: Here): Promise<WorkAnswer | null> {
  const facts = await reviewIn(here);
  if (facts === null) return null;
  const { headed } = facts;
  const may = (verb: Parameters<typeof mayDo>[1]) => mayDo(here, verb, headed) && headed.state !== 'closed';
  const model = presentReview(facts, {
    header: headerOf(here, headed),
    today: here.request.today,
    conventions: conventionsIn(here),
    rights: {
      record: may('review.record'),
      move: may('review.move'),
      appoint: may('review.appoint'),
      seesChecks: mayDo(here, 'review-check.read', headed),
      check: may('review-check.record'),
      ask: may('review-request.ask'),
    },
  });
  return { status: 200, body: reviewPage(frameOf(here, headed, 'A review'), model) };
}

// The kinds that the standing decision can still be carried out as.
const openable = ({ reviews, decision }: CaseReviews) =>
  (decision === null ? [] : kindsFor(decision.outcome))
    .filter(
      (kind) =>
        !reviews.some(
          ({ review }) =>
            review.decisionId === decision?.id && review.kind === kind && isRunning(review.state),
        ),
    )
    .map((kind) => ({ kind, name: kindName(kind) }));

async function openingIn(here: Here): Promise<CaseReviews | null> {
  const facts = await reviewsIn(here);
  return facts === null || !mayDo(here, 'review.open', facts.headed) ? null : facts;
}

async function showOpening(here: Here): Promise<WorkAnswer | null> {
  const facts = await openingIn(here);
  if (facts === null) return null;
  const { form } = here.request;
  const kinds = openable(facts);
  // The kind that the decision names is chosen beforehand.
  const first = new URLSearchParams([['kind', kinds[0]?.kind ?? '']]);
  return openingAnswer(here, facts, {
    section: openingSection(kinds),
    form: here.request.restored ? form : first,
    problems: [],
  });
}

function openingAnswer(
  here: Here,
  facts: CaseReviews,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, decision } = facts;
  const base = `/cases/${headed.reference}/reviews`;
  const isOpen = openable(facts).length > 0 && headed.state !== 'closed';
  const errors = [
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
    ...problemLinks(asked.section, asked.problems),
  ];
  const whyNot =
    headed.state === 'closed'
      ? 'The case is closed.'
      : 'The decision that stands leads to no review that is not open already.';
  const model = {
    header: headerOf(here, headed),
    heading: isOpen ? 'Open a review' : 'No review can be opened',
    lead: isOpen
      ? ['It belongs to the decision that stands, and keeps the words and the dates of the law of that day.']
      : [whyNot],
    meanwhile: null,
    unconfirmed: null,
    records: [],
    nothing: '',
    forms: isOpen
      ? [
          formOf(here, asked, {
            heading: 'From the decision that stands',
            action: `${base}/open`,
            button: 'Open the review',
            hidden: [{ name: 'decision', value: decision?.id ?? '' }],
          }),
        ]
      : [],
    isFolded: false,
    back: { text: 'The reviews of this case', href: base },
  };
  const body = recordPage(frameOf(here, headed, 'Open a review', errors), model);
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takeOpening(here: Here): Promise<WorkAnswer | null> {
  const facts = await openingIn(here);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = openingSection(openable(facts));
  const { given, problems } = readOpening(section, form);
  if (given === null) return openingAnswer(here, facts, { section, form, problems });
  const decisionId = form.get('decision') ?? '';
  const wish = { ...given, decisionId: isId(decisionId) ? decisionId : '' };
  const { reference } = facts.headed;
  const wanted = { reference, wish, conventions: conventionsIn(here) };
  const to = (id: string) => hrefOf(reference, id);
  const outcome = await performOnce(room, bearerOf(request), openReview, wanted, sentForm(request), to);
  return answerOf(here, outcome, to, async (refusal) => {
    const now = await openingIn(here);
    return now === null
      ? null
      : openingAnswer(here, now, { section: openingSection(openable(now)), form, problems: [] }, refusal);
  });
}
