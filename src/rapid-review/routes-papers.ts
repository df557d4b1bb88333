import { paperAnswer } from '../acts/paper-answer.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { contentOf } from './content.ts';
import { documentPage } from './pages/document.ts';
import { type LetterModel, type ReviewModel, rapidReviewPaper, securingLetter } from './paper.ts';
import { latestOf, type ReviewFacts, settledBy, signaturesOn, type Version } from './review.ts';
import { baseOf, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';
import { hasChanged } from './sealing.ts';

/** The ledger of the document of a rapid review, and of the letters to agencies. */
export function paperRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/rapid-review';
  return [
    page(`${base}/document`, 'rapid-review.read', 'session', open(showDocument)),
    page(`${base}/document/:as`, 'rapid-review.read', 'session', open(takeDocument)),
    page(`${base}/letter/:agency/:as`, 'rapid-review.write', 'session', open(takeLetter)),
  ];
}

const kindIn = ({ request }: Here): 'pdf' | 'word' | null => {
  const as = request.params['as'];
  return as === 'pdf' || as === 'word' ? as : null;
};

const fileName = (what: string, reference: string, as: 'pdf' | 'word') =>
  `${what}-${reference}.${as === 'pdf' ? 'pdf' : 'docx'}`;

// The version that the address asks for; without one the last while it is current, and else the content as it stands.
function modelOf(here: Here, facts: ReviewFacts): ReviewModel | null {
  const { request } = here;
  const partnership = request.partnership.name;
  const asked = request.query.get('version');
  const current = hasChanged(facts, partnership) ? null : latestOf(facts);
  const version: Version | null | undefined =
    asked === null ? current : facts.versions.find(({ number }) => String(number) === asked);
  if (version === undefined) return null;
  return {
    content: version?.content ?? contentOf(facts, partnership),
    version,
    signatures: signaturesOn(facts, version),
    sending: facts.sendings.find(({ versionId }) => versionId === version?.id) ?? null,
    today: request.today,
    provisional: facts.decision !== null && settledBy(facts) === null,
    isTraining: request.partnership.training,
  };
}

async function showDocument(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  const model = facts === null || facts.review === null ? null : modelOf(here, facts);
  if (facts === null || model === null) return null;
  const paper = rapidReviewPaper(model);
  const which = model.version === null ? '' : `?version=${model.version.number}`;
  const base = `${baseOf(here)}/document`;
  const heading =
    model.version === null
      ? 'The rapid review as it stands'
      : `Version ${model.version.number} of the rapid review`;
  const body = documentPage(frameOf(here, facts.headed, heading), {
    header: headerOf(here, facts.headed),
    heading,
    about: paper.about,
    provisional: model.provisional,
    pdf: `${base}/pdf${which}`,
    word: `${base}/word${which}`,
    body: model.content.body,
  });
  return { status: 200, body };
}

async function takeDocument(here: Here): Promise<WorkAnswer | null> {
  const as = kindIn(here);
  const facts = as === null ? null : await factsOf(here);
  const model = facts === null || facts.review === null ? null : modelOf(here, facts);
  if (as === null || facts === null || model === null) return null;
  return paperAnswer(rapidReviewPaper(model), as, fileName('rapid-review', facts.headed.reference, as));
}

async function takeLetter(here: Here): Promise<WorkAnswer | null> {
  const as = kindIn(here);
  const facts = as === null ? null : await factsOf(here);
  if (as === null || facts === null || facts.review === null || !mayDo(here, 'rapid-review.write', facts))
    return null;
  const agency = facts.involved.find(({ id }) => id === here.request.params['agency']);
  if (agency === undefined) return null;
  const { partnership, today } = here.request;
  const asked = facts.summaries.find(({ agencyId, state }) => agencyId === agency.id && state === 'asked');
  const model: LetterModel = {
    partnership: partnership.name,
    mailbox: partnership.settings.businessUnitMailbox,
    telephone: partnership.settings.businessUnitTelephone,
    reference: facts.headed.reference,
    agency: agency.name,
    today,
    summaryBy: asked?.dueOn ?? null,
    isTraining: partnership.training,
  };
  return paperAnswer(securingLetter(model), as, fileName('secure-your-records', facts.headed.reference, as));
}
