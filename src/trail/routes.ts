import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { isReference, referenceIn } from '../cases/case.ts';
import { presentHeader } from '../cases/header.ts';
import type { HeadedCase } from '../cases/header.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { askedPlace, findPlace, type FindProblems, placeHref, type TypedFind, typedFind } from './asked.ts';
import { caseLooks, caseRecord, trailOfCase, trailOfPerson, wholeTrail } from './commands-reading.ts';
import { lookedHeading, lookedPage } from './pages/looked.ts';
import { type ListLink, recordPage } from './pages/record.ts';
import { trailPage } from './pages/trail.ts';
import type { EntryDays } from './reading.ts';

/** The ledger of the trail: the record of a case for its coordinators and chairs, and the whole trail for the inspector. */
export function trailRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page(
      '/cases/:ref/record',
      'history.read',
      'session',
      open((here) => showRecord(here, false)),
    ),
    page(
      '/cases/:ref/record/done',
      'history.read',
      'session',
      open((here) => showRecord(here, true)),
    ),
    page('/cases/:ref/record/looked', 'history.read', 'session', open(showLooked)),
    page('/trail', 'trail.read', 'session', open(showWhole)),
    page('/trail/people/:account', 'trail.read', 'session', open(showPerson)),
    page('/trail/cases/:ref', 'trail.read', 'session', open(showCase)),
  ];
}

async function showRecord(here: Here, acts: boolean): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const reference = referenceIn(request.params);
  const { before } = askedPlace(request.query);
  const outcome = await look(room, bearerOf(request), caseRecord, { reference, acts, before });
  if (outcome.outcome !== 'done') return null;
  const { found, entries } = outcome.done;
  const path = `/cases/${found.reference}/record${acts ? '/done' : ''}`;
  const body = recordPage(frameOfCase(here, found), {
    header: presentHeader(found, bearerOf(request).actor, may, 'record'),
    heading: acts ? 'What was done' : 'What was done and looked at',
    lists: listsOf(found, acts ? 'done' : 'everything'),
    days: entries.days,
    ...waysOn(path, entries, before !== null),
    empty: emptyRecord(acts, before !== null),
  });
  return { status: 200, body };
}

const emptyRecord = (acts: boolean, further: boolean) => {
  if (further) return 'There is nothing older.';
  return acts
    ? 'Nothing has been done with this case yet. Who has looked at it is in the other lists.'
    : 'Nothing is on record yet. Your reading of this page is the first entry.';
};

async function showLooked(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const reference = referenceIn(request.params);
  const outcome = await look(room, bearerOf(request), caseLooks, { reference });
  if (outcome.outcome !== 'done') return null;
  const { found, looked } = outcome.done;
  const body = lookedPage(frameOfCase(here, found), {
    header: presentHeader(found, bearerOf(request).actor, may, 'record'),
    heading: lookedHeading(looked),
    lists: listsOf(found, 'looked'),
    ...looked,
  });
  return { status: 200, body };
}

const frameOfCase = ({ room, request }: Here, { reference }: HeadedCase) =>
  workspaceFrame(request, room.assets, { title: `${reference} – Record`, section: 'cases' });

function listsOf({ reference }: HeadedCase, current: 'everything' | 'done' | 'looked'): readonly ListLink[] {
  const base = `/cases/${reference}/record`;
  return [
    { text: 'Everything', href: base, current: current === 'everything' },
    { text: 'What was done', href: `${base}/done`, current: current === 'done' },
    { text: 'Who has looked', href: `${base}/looked`, current: current === 'looked' },
  ];
}

const waysOn = (path: string, { before }: EntryDays, further: boolean, notDone = false) => ({
  older: before === null ? null : placeHref(path, { before, notDone }),
  newest: further ? placeHref(path, { notDone }) : null,
});

async function showWhole(here: Here): Promise<WorkAnswer | null> {
  const found = find(here, '/trail', true);
  if ('seeOther' in found) return found;
  const outcome = await look(here.room, bearerOf(here.request), wholeTrail, askedPlace(here.request.query));
  if (outcome.outcome !== 'done') return null;
  const { notDone } = askedPlace(here.request.query);
  const heading = notDone ? 'What was not done' : 'Who did what';
  return trailAnswer(here, found, { path: '/trail', title: 'Trail', heading, entries: outcome.done });
}

async function showPerson(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const accountId = request.params['account'] ?? '';
  if (!isId(accountId)) return null;
  const path = `/trail/people/${accountId}`;
  const found = find(here, path, false);
  if ('seeOther' in found) return found;
  const place = askedPlace(request.query);
  const outcome = await look(room, bearerOf(request), trailOfPerson, { accountId, place });
  if (outcome.outcome !== 'done') return null;
  const { name, entries } = outcome.done;
  const heading = place.notDone ? `What ${name} tried, and was not done` : `What ${name} did and looked at`;
  return trailAnswer(here, found, { path, title: `Trail of ${name}`, heading, entries });
}

async function showCase(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const reference = referenceIn(request.params);
  const path = `/trail/cases/${reference}`;
  const found = find(here, path, false);
  if ('seeOther' in found) return found;
  const place = askedPlace(request.query);
  const outcome = await look(room, bearerOf(request), trailOfCase, { reference, place });
  if (outcome.outcome !== 'done') return null;
  const heading = place.notDone ? `What was not done with ${reference}` : `Who did what with ${reference}`;
  return trailAnswer(here, found, { path, title: `Trail of ${reference}`, heading, entries: outcome.done });
}

// What was typed into the form that finds a case or a day, and what is wrong with it.
interface Found {
  readonly typed: TypedFind;
  readonly problems: FindProblems;
  readonly findsCases: boolean;
}

const nothingTyped: TypedFind = { reference: '', day: '', month: '', year: '' };

// Where what was typed leads, or the form with what is wrong. Whoever may not read the trail has typed nothing: the look refuses them.
function find({ request }: Here, path: string, findsCases: boolean): Found | { readonly seeOther: string } {
  const typed = typedFind(request.query);
  if (typed === null || !may(bearerOf(request).actor, 'trail.read'))
    return { typed: nothingTyped, problems: { reference: null, day: null }, findsCases };
  const place = findPlace(findsCases ? typed : { ...typed, reference: '' }, path, isReference);
  return 'href' in place ? { seeOther: place.href } : { typed, problems: place.problems, findsCases };
}

interface TrailFacts {
  readonly path: string;
  readonly title: string;
  readonly heading: string;
  readonly entries: EntryDays;
}

function trailAnswer({ room, request }: Here, found: Found, facts: TrailFacts): WorkAnswer {
  const { path, title, heading, entries } = facts;
  const { typed, problems, findsCases } = found;
  const { before, on, notDone } = askedPlace(request.query);
  const errors: PageError[] = [
    ...(problems.reference === null ? [] : [{ text: problems.reference, href: '#reference' }]),
    ...(problems.day === null ? [] : [{ text: problems.day, href: '#day-day' }]),
  ];
  const above = path === '/trail' ? {} : { backLink: { text: 'Trail', href: '/trail' } };
  const frame = workspaceFrame(request, room.assets, { title, section: 'trail', ...above, errors });
  const further = before !== null || on !== null;
  const body = trailPage(frame, {
    heading,
    action: path,
    findsCases,
    typed,
    problems,
    lists: [
      { text: 'Everything', href: placeHref(path, { on }), current: !notDone },
      {
        text: 'Only what was refused, not found or failed',
        href: placeHref(path, { on, notDone: true }),
        current: notDone,
      },
    ],
    on: before === null ? on : null,
    days: entries.days,
    ...waysOn(path, entries, further, notDone),
    empty: emptyTrail(further, notDone),
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

function emptyTrail(further: boolean, notDone: boolean): string {
  if (further) return 'There is nothing older.';
  return notDone
    ? 'Nothing was refused, everything asked for was found, and nothing failed.'
    : 'Nothing is on record here yet.';
}
