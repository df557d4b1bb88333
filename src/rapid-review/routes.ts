import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { openReview } from './commands.ts';
import { openPage, reviewPage } from './pages/review.ts';
import { presentReview, reviewHeading } from './present.ts';
import { type ReviewFacts, whyNotOpen } from './review.ts';
import { baseOf, clockIn, conventionsIn, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';
import { entryRoutes } from './routes-entries.ts';
import { itemRoutes } from './routes-items.ts';
import { paperRoutes } from './routes-papers.ts';
import { scriptRoutes } from './routes-script.ts';
import { sealingRoutes } from './routes-sealing.ts';
import { summaryRoutes } from './routes-summaries.ts';

/** The ledger of rapid reviews. */
export function rapidReviewRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/rapid-review', 'rapid-review.read', 'session', open(showReview)),
    post('/cases/:ref/rapid-review', 'rapid-review.open', 'session', open(takeOpen), open(showReview)),
    ...itemRoutes(room),
    ...entryRoutes(room),
    ...scriptRoutes(room),
    ...sealingRoutes(room),
    ...paperRoutes(room),
    ...summaryRoutes(room),
  ];
}

async function showReview(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null) return null;
  return facts.review === null || facts.review.endedAt !== null
    ? unopened(here, facts, null)
    : reviewAnswer(here, facts);
}

function reviewAnswer(here: Here, facts: ReviewFacts): WorkAnswer {
  const { headed } = facts;
  const model = presentReview(facts, {
    header: headerOf(here, headed),
    today: here.request.today,
    conventions: conventionsIn(here),
    clock: clockIn(here, facts),
    partnership: here.request.partnership.name,
    rights: {
      write: mayDo(here, 'rapid-review.write', facts) && headed.state !== 'closed',
      sign: mayDo(here, 'rapid-review.sign', facts) && headed.state !== 'closed',
      readsSummaries: mayDo(here, 'request.read', facts),
    },
  });
  return { status: 200, body: reviewPage(frameOf(here, headed, model.heading, [], null), model) };
}

// Where none runs: why not, and a button for whoever may open one.
function unopened(here: Here, facts: ReviewFacts, refusal: Refusal | null): WorkAnswer {
  const { headed, review } = facts;
  const whyNot = refusal ?? whyNotOpen(facts, conventionsIn(here));
  const mayOpen = mayDo(here, 'rapid-review.open', facts);
  const model = {
    header: headerOf(here, headed),
    heading: reviewHeading(facts, null, here.request.today, conventionsIn(here)),
    whyNot: whyNot === null ? null : words(whyNot),
    ended: review === null ? null : (review.endedWhy ?? ''),
    form:
      whyNot === null && mayOpen
        ? { action: baseOf(here), formToken: here.request.formToken, formKey: formKey(here.request.form) }
        : null,
  };
  const errors = refusal === null ? [] : [{ text: words(refusal), href: null }];
  const body = openPage(frameOf(here, headed, model.heading, errors, null), model);
  return { status: refusal === null ? 200 : 409, body };
}

async function takeOpen(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = {
    reference: referenceIn(request.params),
    conventions: conventionsIn(here),
    at: room.clock.now(),
  };
  const to = () => baseOf(here);
  const outcome = await performOnce(room, bearerOf(request), openReview, wish, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  if (outcome.refusal.refused === 'so-already') return { seeOther: to() };
  const facts = await factsOf(here);
  return facts === null ? null : unopened(here, facts, outcome.refusal);
}
