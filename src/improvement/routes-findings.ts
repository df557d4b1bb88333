import { may } from '../access/policy.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { type HeadedCase, presentHeader } from '../cases/header.ts';
import {
  addFinding,
  type CaseFindings,
  caseFindings,
  changeFinding,
  cite,
  type FindingFacts,
  oneFinding,
  strike,
} from './commands-findings.ts';
import {
  evidenceSection,
  findingSection,
  readEvidenceForm,
  readFinding,
  readStrike,
  strikeSection,
  themeField,
} from './forms.ts';
import { findingsPage } from './pages/findings.ts';
import type { RecordPage } from './pages/record.ts';
import { findingsOf, presentCase, presentFinding } from './present.ts';
import {
  afterAct,
  type Asked,
  formOf,
  formPage,
  frameOf,
  mayDo,
  recordAnswer,
  typedIn,
} from './routes-here.ts';

/** The ledger of the findings of a case. */
export function findingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = '/cases/:ref/findings/:id';
  const add = '/cases/:ref/reviews/:review/findings/add';
  return [
    page('/cases/:ref/findings', 'finding.read', 'session', open(showCase)),
    page(add, 'finding.write', 'session', open(showAdding)),
    post(add, 'finding.write', 'session', open(takeAdding), open(showAdding)),
    page(one, 'finding.read', 'session', open(showFinding)),
    page(`${one}/change`, 'finding.write', 'session', open(showChange)),
    post(`${one}/change`, 'finding.write', 'session', open(takeChange), open(showChange)),
    page(`${one}/evidence`, 'finding.write', 'session', open(showCiting)),
    post(`${one}/evidence`, 'finding.write', 'session', open(takeCiting), open(showCiting)),
    page(`${one}/evidence/:link`, 'finding.write', 'session', open(showStrike)),
    post(`${one}/evidence/:link`, 'finding.write', 'session', open(takeStrike), open(showStrike)),
  ];
}

/** The case of the address with what its reviews found; null for whoever may not see it. */
export async function caseIn(here: Here): Promise<CaseFindings | null> {
  const wanted = { reference: referenceIn(here.request.params) };
  const outcome = await look(here.room, bearerOf(here.request), caseFindings, wanted);
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** The head of a page of a case’s findings. */
export const headerOf = ({ request }: Here, headed: HeadedCase) =>
  presentHeader(headed, bearerOf(request).actor, may, 'findings');

async function showCase(here: Here): Promise<WorkAnswer | null> {
  const facts = await caseIn(here);
  if (facts === null) return null;
  const { headed } = facts;
  const model = presentCase(facts, {
    header: headerOf(here, headed),
    today: here.request.today,
    writes: mayDo(here, 'finding.write', headed.standing) && headed.state !== 'closed',
  });
  return {
    status: 200,
    body: findingsPage(frameOf(here, 'Findings and recommendations', [], headed), model),
  };
}

const wantedIn = ({ request }: Here) => ({
  reference: referenceIn(request.params),
  finding: idIn(request),
});

async function findingIn(here: Here, toWrite = false): Promise<FindingFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneFinding, wantedIn(here));
  if (outcome.outcome !== 'done') return null;
  return toWrite && !mayDo(here, 'finding.write', outcome.done.headed.standing) ? null : outcome.done;
}

async function showFinding(here: Here): Promise<WorkAnswer | null> {
  const facts = await findingIn(here);
  if (facts === null) return null;
  const { headed } = facts;
  const writes = mayDo(here, 'finding.write', headed.standing) && headed.state !== 'closed';
  const model = presentFinding(facts, { header: headerOf(here, headed), writes });
  return recordAnswer(here, { ...model, form: null }, { title: 'A finding', headed });
}

/** The review of the address among those of a case, for whoever may write about it. */
export async function writingIn(here: Here, verb: 'finding.write' | 'recommendation.write') {
  const facts = await caseIn(here);
  const review = facts?.reviews.find(({ id }) => id === idIn(here.request, 'review'));
  if (facts === null || review === undefined || !mayDo(here, verb, facts.headed.standing)) return null;
  return { facts, review };
}

async function showAdding(here: Here): Promise<WorkAnswer | null> {
  const found = await writingIn(here, 'finding.write');
  if (found === null) return null;
  const asked = { section: findingSection(found.facts.themes, true), form: typedIn(here), problems: [] };
  return addingAnswer(here, found, asked);
}

type Adding = NonNullable<Awaited<ReturnType<typeof writingIn>>>;

function addingAnswer(
  here: Here,
  { facts, review }: Adding,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed } = facts;
  const model: RecordPage = formPage({
    header: headerOf(here, headed),
    heading: 'Record a finding',
    lead: [review.name],
    form: formOf(here, asked, {
      heading: 'The finding',
      action: `/cases/${headed.reference}/reviews/${review.id}/findings/add`,
      button: 'Record the finding',
    }),
    back: { text: 'Findings and recommendations', href: findingsOf(headed.reference) },
  });
  return recordAnswer(here, model, { title: 'Record a finding', headed, asked, refusal });
}

async function takeAdding(here: Here): Promise<WorkAnswer | null> {
  const found = await writingIn(here, 'finding.write');
  if (found === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = findingSection(found.facts.themes, true);
  const { given, problems } = readFinding(section, form);
  if (given === null) return addingAnswer(here, found, { section, form, problems });
  const { reference } = found.facts.headed;
  const wish = { reference, review: found.review.id, given };
  const to = (id: string) => `${findingsOf(reference)}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), addFinding, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    addingAnswer(here, found, { section, form, problems: [] }, refusal),
  );
}

async function showChange(here: Here): Promise<WorkAnswer | null> {
  const facts = await findingIn(here, true);
  if (facts === null) return null;
  const { stands, themes } = facts;
  const first = new URLSearchParams([
    ['kind', stands.kind],
    ['title', stands.title],
    ['words', stands.words],
    ['enquiry', stands.enquiry],
    ...themes.themes
      .filter(({ id }) => stands.themes.includes(id))
      .map(({ id, facet }) => [themeField(facet), id]),
  ]);
  const form = here.request.restored ? here.request.form : first;
  return changeAnswer(here, facts, { section: findingSection(themes, false), form, problems: [] });
}

// Where somebody else saved meanwhile, theirs stands above and what was typed stays in the form, which is then good for saving over theirs.
function changeAnswer(
  here: Here,
  facts: FindingFacts,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, stands } = facts;
  const isOld = refusal?.refused === 'finding-meanwhile';
  const model = formPage({
    header: headerOf(here, headed),
    heading: `Change finding ${stands.number}`,
    meanwhile: isOld ? `${stands.savedBy} has saved version ${stands.version} meanwhile.` : null,
    facts: isOld
      ? [
          { label: 'Theirs, in one line', text: stands.title },
          { label: 'Theirs', text: stands.words },
        ]
      : [],
    form: formOf(here, asked, {
      heading: 'The finding',
      action: `${findingsOf(headed.reference)}/${stands.id}/change`,
      button: 'Save the finding',
      hidden: [{ name: 'known', value: `${stands.version}` }],
    }),
    back: { text: 'The finding', href: `${findingsOf(headed.reference)}/${stands.id}` },
  });
  return recordAnswer(here, model, { title: 'Change a finding', headed, asked, refusal });
}

async function takeChange(here: Here): Promise<WorkAnswer | null> {
  const facts = await findingIn(here, true);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = findingSection(facts.themes, false);
  const { given, problems } = readFinding(section, form);
  if (given === null) return changeAnswer(here, facts, { section, form, problems });
  const wish = { ...wantedIn(here), given, known: Number(form.get('known') ?? 0) };
  const to = (id: string) => `${findingsOf(wish.reference)}/${id}`;
  const outcome = await performOnce(room, bearerOf(request), changeFinding, wish, sentForm(request), to);
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await findingIn(here, true);
    // A form of another key: what was sent before was refused, and is sent anew over what stands now.
    form.delete('once-key');
    return now === null ? null : changeAnswer(here, now, { section, form, problems: [] }, refusal);
  });
}

async function showCiting(here: Here): Promise<WorkAnswer | null> {
  const facts = await findingIn(here, true);
  if (facts === null) return null;
  return citingAnswer(here, facts, {
    section: evidenceSection(facts.documents),
    form: typedIn(here),
    problems: [],
  });
}

function citingAnswer(
  here: Here,
  { headed, stands }: FindingFacts,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const base = `${findingsOf(headed.reference)}/${stands.id}`;
  const model = formPage({
    header: headerOf(here, headed),
    heading: `What finding ${stands.number} rests on`,
    lead: [stands.title],
    form: formOf(here, asked, {
      heading: 'Cite something',
      action: `${base}/evidence`,
      button: 'Add it',
    }),
    back: { text: 'The finding', href: base },
  });
  return recordAnswer(here, model, { title: 'What a finding rests on', headed, asked, refusal });
}

async function takeCiting(here: Here): Promise<WorkAnswer | null> {
  const facts = await findingIn(here, true);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = evidenceSection(facts.documents);
  const { given, problems } = readEvidenceForm(section, form);
  if (given === null) return citingAnswer(here, facts, { section, form, problems });
  const wish = { ...wantedIn(here), given };
  const to = () => `${findingsOf(wish.reference)}/${wish.finding}`;
  const outcome = await performOnce(room, bearerOf(request), cite, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    citingAnswer(here, facts, { section, form, problems: [] }, refusal),
  );
}

async function strikingIn(here: Here) {
  const facts = await findingIn(here, true);
  const link = facts?.evidence.find(({ id }) => id === idIn(here.request, 'link'));
  return facts === null || link === undefined ? null : { facts, link };
}

async function showStrike(here: Here): Promise<WorkAnswer | null> {
  const found = await strikingIn(here);
  if (found === null) return null;
  return strikeAnswer(here, found, { section: strikeSection, form: typedIn(here), problems: [] });
}

function strikeAnswer(
  here: Here,
  { facts, link }: NonNullable<Awaited<ReturnType<typeof strikingIn>>>,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, stands } = facts;
  const base = `${findingsOf(headed.reference)}/${stands.id}`;
  const model = formPage({
    header: headerOf(here, headed),
    heading: 'Strike what a finding rests on',
    lead: [link.words, 'It stays on record, struck, with the reason.'],
    form: formOf(here, asked, {
      heading: 'The reason',
      action: `${base}/evidence/${link.id}`,
      button: 'Strike it',
    }),
    back: { text: 'The finding', href: base },
  });
  return recordAnswer(here, model, { title: 'Strike evidence', headed, asked, refusal });
}

async function takeStrike(here: Here): Promise<WorkAnswer | null> {
  const found = await strikingIn(here);
  if (found === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const { given, problems } = readStrike(form);
  if (given === null) return strikeAnswer(here, found, { section: strikeSection, form, problems });
  const wish = { ...wantedIn(here), link: found.link.id, why: given };
  const to = () => `${findingsOf(wish.reference)}/${wish.finding}`;
  const outcome = await performOnce(room, bearerOf(request), strike, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    strikeAnswer(here, found, { section: strikeSection, form, problems: [] }, refusal),
  );
}
