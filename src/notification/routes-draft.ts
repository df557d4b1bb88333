import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { differingRows } from '../cases/change-form.ts';
import { formOf, type Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { orderChildren, writeDraft } from './commands.ts';
import { baseOf, childNamed, type DraftPlace, pageOf, readPage } from './draft.ts';
import type { PackFacts } from './notification.ts';
import { orderedChildren } from './pack.ts';
import { formPage, orderPage } from './pages/form.ts';
import { askedIn, caseParts, groundOf, notificationOf } from './routes-place.ts';
import { partNamed } from './questions.ts';

/** The pages on which is written what the case file has no place for. */
export function draftRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/notification/answers/:part', 'notification.draft', 'session', open(showDraft)),
    post(
      '/cases/:ref/notification/answers/:part',
      'notification.draft',
      'session',
      open(takeDraft),
      open(showDraft),
    ),
    page('/cases/:ref/notification/children', 'notification.draft', 'session', open(showOrder)),
    post(
      '/cases/:ref/notification/children',
      'notification.draft',
      'session',
      open(takeOrder),
      open(showOrder),
    ),
    page('/cases/:ref/notification/children/:id', 'notification.draft', 'session', open(showDraft)),
    post(
      '/cases/:ref/notification/children/:id',
      'notification.draft',
      'session',
      open(takeDraft),
      open(showDraft),
    ),
  ];
}

function placeIn({ request }: Here): DraftPlace | null {
  const { part } = request.params;
  if (part === undefined) return { kind: 'child', id: idIn(request) };
  const named = partNamed(part);
  return named === null ? null : { kind: 'part', part: named };
}

const baseField = 'base';

async function showDraft(here: Here): Promise<WorkAnswer | null> {
  const place = placeIn(here);
  const ground = await groundOf(here, 'notification.draft');
  if (place === null || ground === null) return null;
  return draftAnswer(here, ground.facts, place, [], false);
}

function draftAnswer(
  here: Here,
  facts: PackFacts,
  place: DraftPlace,
  problems: readonly Problem[],
  stale: boolean,
  sentence: string | null = null,
): WorkAnswer | null {
  const { request } = here;
  const found = pageOf(facts, place, request.today);
  if (found === null) return null;
  const { section, kept } = found;
  const isTyped = [...request.form.keys()].length > 0;
  const typed = isTyped ? request.form : formOf(section, kept);
  const { headed } = facts.file;
  const back = notificationOf(headed.reference);
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const { header, frame } = caseParts(here, headed, 'notification', section.title, back, errors);
  const child = place.kind === 'child' ? childNamed(facts, place.id) : null;
  const rows = stale
    ? differingRows(section, kept, readPage(section, request.form, request.today).filled).map(
        ({ saved }) => saved,
      )
    : [];
  const body = formPage(frame, {
    header,
    heading: child === null ? section.title : `${child.pseudonym}, for the notification`,
    lead: [
      'What is left empty can be filled in later. Nothing goes out from here.',
      ...(child === null
        ? []
        : ['Name, date of birth, sex, ethnicity, disability and address are taken from the page of people.']),
    ],
    receipt: null,
    action: request.path.split('?', 1)[0] ?? request.path,
    formToken: request.formToken,
    formKey: formKey(request.form),
    hidden: [
      { name: baseField, value: isTyped && !stale ? (request.form.get(baseField) ?? '') : baseOf(kept) },
    ],
    fields: presentFields(section, typed, problems),
    button: 'Save',
    back: back.href,
    meanwhile: stale
      ? {
          text: 'Somebody else has changed this page while you had it open. What stands now is below; saving puts what you typed in its place.',
          rows,
        }
      : null,
  });
  return { status: stale || sentence !== null ? 409 : problems.length > 0 ? 400 : 200, body };
}

async function takeDraft(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const place = placeIn(here);
  if (place === null) return null;
  const asked = askedIn(here);
  const to = notificationOf(asked.reference).href;
  const wish = { ...asked, place, sent: request.form, base: request.form.get(baseField) ?? '' };
  const outcome = await performOnce(room, bearerOf(request), writeDraft, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  const ground = await groundOf(here, 'notification.draft');
  const found = ground === null ? null : pageOf(ground.facts, place, request.today);
  if (ground === null || found === null) return null;
  const { problems } = readPage(found.section, request.form, request.today);
  const { refused } = outcome.refusal;
  if (refused === 'changed-elsewhere') return draftAnswer(here, ground.facts, place, problems, true);
  const sentence = refused === 'answers-wrong' ? null : words(outcome.refusal);
  return draftAnswer(here, ground.facts, place, problems, false, sentence);
}

async function showOrder(here: Here): Promise<WorkAnswer | null> {
  const ground = await groundOf(here, 'notification.draft');
  return ground === null ? null : orderAnswer(here, ground.facts, null);
}

function orderAnswer(here: Here, facts: PackFacts, problem: string | null): WorkAnswer {
  const { request } = here;
  const { headed } = facts.file;
  const back = notificationOf(headed.reference);
  const ordered = orderedChildren(facts);
  const first = ordered[0]?.child.id ?? '';
  const errors = problem === null ? [] : [{ text: problem, href: `#place-${first}` }];
  const { header, frame } = caseParts(here, headed, 'notification', 'Order of the children', back, errors);
  const body = orderPage(frame, {
    header,
    heading: 'Order of the children',
    lead: [
      'The national system takes four children in full; those from the fifth on stand in its free text.',
      'The Department’s statistics take the features of one child only: the first, or the one whom the harm relates to. Put that child first.',
    ],
    action: `${back.href}/children`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    children: ordered.map(({ child }, index) => ({
      id: child.id,
      name: child.pseudonym,
      place: request.form.get(`place-${child.id}`) ?? String(index + 1),
    })),
    problem,
    back: back.href,
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeOrder(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const asked = askedIn(here);
  const to = notificationOf(asked.reference).href;
  const wish = { ...asked, sent: request.form };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    orderChildren,
    wish,
    sentForm(request),
    () => to,
  );
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  const ground = await groundOf(here, 'notification.draft');
  return ground === null ? null : orderAnswer(here, ground.facts, words(outcome.refusal));
}
