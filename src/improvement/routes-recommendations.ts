import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import {
  addAddressee,
  addRecommendation,
  changeRecommendation,
  oneRecommendation,
  recordElsewhere,
  saidBefore,
  type WholeRecommendation,
} from './commands-asks.ts';
import {
  addresseeSection,
  elsewhereSection,
  readAddressee,
  readElsewhere,
  readRecommendationForm,
  recommendationSection,
} from './forms.ts';
import type { RecordPart } from './pages/record.ts';
import { findingsOf } from './present.ts';
import { earlierShown, presentRecommendation } from './present-asks.ts';
import { promptsFor } from './recommendation.ts';
import {
  afterAct,
  type Asked,
  dayFields,
  formOf,
  formPage,
  mayDo,
  recordAnswer,
  typedIn,
} from './routes-here.ts';
import { headerOf, writingIn } from './routes-findings.ts';
import { nearest } from './similar.ts';

/** The ledger of recommendations: drafting one, recording one made elsewhere, its page, its versions and its addressees. */
export function recommendationRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const add = '/cases/:ref/reviews/:review/recommendations/add';
  const one = '/improvement/recommendations/:id';
  const write = 'recommendation.write';
  return [
    page(add, 'recommendation.write', 'session', open(showDraft)),
    post(add, 'recommendation.write', 'session', open(takeDraft), open(showDraft)),
    page('/improvement/elsewhere', 'recommendation.record', 'session', open(showElsewhere)),
    post(
      '/improvement/elsewhere',
      'recommendation.record',
      'session',
      open(takeElsewhere),
      open(showElsewhere),
    ),
    page(one, 'recommendation.read', 'session', open(showOne)),
    page(`${one}/change`, write, 'session', open(showChange)),
    post(`${one}/change`, write, 'session', open(takeChange), open(showChange)),
    page(`${one}/addressees`, write, 'session', open(showAddressee)),
    post(`${one}/addressees`, write, 'session', open(takeAddressee), open(showAddressee)),
  ];
}

type Drafting = NonNullable<Awaited<ReturnType<typeof writingIn>>>;

const sectionOf = ({ facts, review }: Drafting) =>
  recommendationSection(
    facts.findings
      .filter(({ reviewId }) => reviewId === review.id)
      .map(({ id, number, title }) => ({ id, title: `${number}. ${title}` })),
    true,
  );

async function showDraft(here: Here): Promise<WorkAnswer | null> {
  const found = await writingIn(here, 'recommendation.write');
  if (found === null) return null;
  return draftAnswer(here, found, { section: sectionOf(found), form: typedIn(here), problems: [] }, {});
}

function draftAnswer(
  here: Here,
  { facts, review }: Drafting,
  asked: Asked,
  { refusal = null, before = null }: { refusal?: Refusal | null; before?: readonly RecordPart[] | null },
): WorkAnswer {
  const { headed } = facts;
  const model = formPage({
    header: headerOf(here, headed),
    heading: 'Make a recommendation',
    lead: [review.name],
    form: formOf(here, asked, {
      heading: 'The recommendation',
      action: `/cases/${headed.reference}/reviews/${review.id}/recommendations/add`,
      button: 'Record the recommendation',
      other: { name: 'look', text: 'Has this been said before?' },
    }),
    parts: before ?? [],
    back: { text: 'Findings and recommendations', href: findingsOf(headed.reference) },
  });
  return recordAnswer(here, model, { title: 'Make a recommendation', headed, asked, refusal });
}

// What was said before, and what is worth a thought; nothing of the draft is kept.
async function takeLook(here: Here, found: Drafting): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { form } = request;
  const [headline, words, outcome] = ['headline', 'words', 'outcome'].map((name) => form.get(name) ?? '');
  const typed = `${headline} ${words}`.slice(0, 5_000);
  const wanted = { reference: found.facts.headed.reference, typed, without: null };
  const looked = await look(room, bearerOf(request), saidBefore, wanted);
  if (looked.outcome !== 'done') return hidden(here);
  const earlier = nearest(typed, looked.done);
  const others = found.facts.recommendations.filter(({ reviewId }) => reviewId === found.review.id).length;
  const prompts = promptsFor(
    { headline: headline ?? '', words: words ?? '', outcome: outcome ?? '' },
    others,
  );
  form.delete('look');
  form.delete('once-key');
  const before: readonly RecordPart[] = [
    {
      id: 'before',
      heading: earlier.length === 0 ? 'Nothing like it was found' : 'Said before, the nearest first',
      records: earlier.map(earlierShown),
      nothing:
        typed.trim() === ''
          ? 'Write something first, and look again.'
          : 'Neither here nor among what was brought in. Words that differ altogether are not found.',
      add: null,
    },
    {
      id: 'thoughts',
      heading: 'Worth a thought',
      records: prompts.map((title) => ({ title, state: null, rows: [], links: [], past: false })),
      nothing: 'Nothing stands out. This looks at number and wording alone.',
      add: null,
    },
  ];
  return draftAnswer(here, found, { section: sectionOf(found), form, problems: [] }, { before });
}

async function takeDraft(here: Here): Promise<WorkAnswer | null> {
  const found = await writingIn(here, 'recommendation.write');
  if (found === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  if (form.get('look') !== null) return takeLook(here, found);
  const section = sectionOf(found);
  const { given, problems } = readRecommendationForm(section, form);
  if (given === null) return draftAnswer(here, found, { section, form, problems }, {});
  const wish = { reference: found.facts.headed.reference, review: found.review.id, given };
  const to = (id: string) => `/improvement/recommendations/${id}`;
  const outcome = await performOnce(room, bearerOf(request), addRecommendation, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    draftAnswer(here, found, { section, form, problems: [] }, { refusal }),
  );
}

async function showElsewhere(here: Here): Promise<WorkAnswer | null> {
  if (!mayDo(here, 'recommendation.record')) return null;
  return elsewhereAnswer(here, { section: elsewhereSection(), form: typedIn(here), problems: [] });
}

function elsewhereAnswer(here: Here, asked: Asked, refusal: Refusal | null = null): WorkAnswer {
  const model = formPage({
    heading: 'Record a recommendation that was made elsewhere',
    lead: ['It is tracked here in the same way: addressees, answers, actions, and whether practice changed.'],
    form: formOf(here, asked, {
      heading: 'The recommendation',
      action: '/improvement/elsewhere',
      button: 'Record the recommendation',
    }),
    back: { text: 'Recommendations and actions', href: '/improvement' },
  });
  return recordAnswer(here, model, { title: 'A recommendation made elsewhere', asked, refusal });
}

async function takeElsewhere(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (!mayDo(here, 'recommendation.record')) return hidden(here);
  const { form } = request;
  const section = elsewhereSection();
  const { given, problems } = readElsewhere(form);
  if (given === null) return elsewhereAnswer(here, { section, form, problems });
  const to = (id: string) => `/improvement/recommendations/${id}`;
  const outcome = await performOnce(room, bearerOf(request), recordElsewhere, given, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    elsewhereAnswer(here, { section, form, problems: [] }, refusal),
  );
}

/** Whether whoever looks may write in a recommendation: of a review as its writers, of another as a coordinator. */
const writes = (here: Here, { recommendation }: Pick<WholeRecommendation, 'recommendation'>): boolean =>
  mayDo(here, 'recommendation.write', recommendation.standing) && !recommendation.isClosed;

async function oneIn(here: Here, toWrite = false): Promise<WholeRecommendation | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneRecommendation, {
    id: idIn(here.request),
  });
  if (outcome.outcome !== 'done') return null;
  return toWrite && !writes(here, outcome.done) ? null : outcome.done;
}

async function showOne(here: Here): Promise<WorkAnswer | null> {
  const facts = await oneIn(here);
  if (facts === null) return null;
  const ground = { today: here.request.today, writes: writes(here, facts) };
  const model = { ...presentRecommendation(facts, ground), form: null };
  return recordAnswer(here, model, { title: 'A recommendation' });
}

const sectionFor = ({ findings, recommendation }: WholeRecommendation) =>
  recommendationSection(
    findings
      .filter(({ reviewId }) => reviewId === recommendation.reviewId)
      .map(({ id, number, title }) => ({ id, title: `${number}. ${title}` })),
    false,
  );

async function showChange(here: Here): Promise<WorkAnswer | null> {
  const facts = await oneIn(here, true);
  if (facts === null) return null;
  const [stands] = facts.versions;
  const first = new URLSearchParams([
    ['headline', facts.recommendation.headline],
    ['words', facts.recommendation.words],
    ['rationale', stands?.rationale ?? ''],
    ['outcome', stands?.outcome ?? ''],
    ...Object.entries(dayFields('by', facts.recommendation.byWhen)),
    ...(stands?.findings ?? []).map((id) => ['findings', id]),
  ]);
  const form = here.request.restored ? here.request.form : first;
  return changeAnswer(here, facts, { section: sectionFor(facts), form, problems: [] });
}

function changeAnswer(
  here: Here,
  facts: WholeRecommendation,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { recommendation, versions } = facts;
  const base = `/improvement/recommendations/${recommendation.id}`;
  const isOld = refusal?.refused === 'finding-meanwhile';
  const model = formPage({
    heading: `Change recommendation ${recommendation.number}`,
    meanwhile: isOld
      ? `${versions[0]?.savedBy ?? 'Somebody'} has saved version ${recommendation.version} meanwhile.`
      : null,
    facts: isOld
      ? [
          { label: 'Theirs: headline', text: recommendation.headline },
          { label: 'Theirs', text: recommendation.words },
        ]
      : [],
    form: formOf(here, asked, {
      heading: 'The recommendation',
      action: `${base}/change`,
      button: 'Save the recommendation',
      hidden: [{ name: 'known', value: `${recommendation.version}` }],
    }),
    back: { text: 'The recommendation', href: base },
  });
  return recordAnswer(here, model, { title: 'Change a recommendation', asked, refusal });
}

async function takeChange(here: Here): Promise<WorkAnswer | null> {
  const facts = await oneIn(here, true);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = sectionFor(facts);
  const { given, problems } = readRecommendationForm(section, form);
  if (given === null) return changeAnswer(here, facts, { section, form, problems });
  const wish = { id: facts.recommendation.id, given, known: Number(form.get('known') ?? 0) };
  const to = (id: string) => `/improvement/recommendations/${id}`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    changeRecommendation,
    wish,
    sentForm(request),
    to,
  );
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await oneIn(here, true);
    form.delete('once-key');
    return now === null ? null : changeAnswer(here, now, { section, form, problems: [] }, refusal);
  });
}

async function showAddressee(here: Here): Promise<WorkAnswer | null> {
  const facts = await oneIn(here, true);
  if (facts === null) return null;
  const section = addresseeSection(facts.agencies);
  return addresseeAnswer(here, facts, { section, form: typedIn(here), problems: [] });
}

function addresseeAnswer(
  here: Here,
  { recommendation }: WholeRecommendation,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const base = `/improvement/recommendations/${recommendation.id}`;
  const model = formPage({
    heading: 'To whom it is made',
    lead: [
      recommendation.headline,
      'It is asked of them on a day of its own: until then the people of that agency do not see it.',
    ],
    form: formOf(here, asked, {
      heading: 'An addressee',
      action: `${base}/addressees`,
      button: 'Add the addressee',
    }),
    back: { text: 'The recommendation', href: base },
  });
  return recordAnswer(here, model, { title: 'An addressee', asked, refusal });
}

async function takeAddressee(here: Here): Promise<WorkAnswer | null> {
  const facts = await oneIn(here, true);
  if (facts === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = addresseeSection(facts.agencies);
  const { given, problems } = readAddressee(section, form);
  if (given === null) return addresseeAnswer(here, facts, { section, form, problems });
  const wish = { id: facts.recommendation.id, addressee: given };
  const to = (id: string) => `/improvement/asks/${id}`;
  const outcome = await performOnce(room, bearerOf(request), addAddressee, wish, sentForm(request), to);
  return afterAct(here, outcome, to, (refusal) =>
    addresseeAnswer(here, facts, { section, form, problems: [] }, refusal),
  );
}
