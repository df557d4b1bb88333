import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { officeKinds, possibleKinds } from './action.ts';
import { type ActionFacts, oneAction, report, verify } from './commands-actions.ts';
import { entrySection, readEntry } from './forms-axes.ts';
import { entryLinks, presentAction } from './present-actions.ts';
import {
  afterAct,
  type Asked,
  dayFields,
  formOf,
  formPage,
  mayDo,
  ownAccount,
  recordAnswer,
  typedIn,
} from './routes-here.ts';
import { type EntryKind, entryKinds } from './words.ts';

const kinds = Object.keys(entryKinds) as readonly EntryKind[];

/** The ledger of an action: its page, and a form for each entry of its history. */
export function actionRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const one = '/improvement/actions/:id';
  return [
    page(one, 'action.read', 'session', open(showAction)),
    ...kinds.flatMap((kind) => {
      const verb = officeKinds.includes(kind) ? 'action.verify' : 'action.report';
      const show = open((here) => showEntry(here, kind));
      return [
        page(`${one}/${kind}`, verb, 'session', show),
        post(
          `${one}/${kind}`,
          verb,
          'session',
          open((here) => takeEntry(here, kind)),
          show,
        ),
      ];
    }),
  ];
}

async function actionIn(here: Here): Promise<ActionFacts | null> {
  const outcome = await look(here.room, bearerOf(here.request), oneAction, { id: idIn(here.request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

/** What whoever asks can do with an action as it stands. */
function rightsOf(here: Here, { action }: ActionFacts) {
  const { standing } = action;
  const isOffice = mayDo(here, 'recommendation.ask', standing);
  return {
    isOffice,
    reports: mayDo(here, 'action.report', standing) && (isOffice || action.isOwn),
    verifies: mayDo(here, 'action.verify', standing),
  };
}

async function showAction(here: Here): Promise<WorkAnswer | null> {
  const facts = await actionIn(here);
  if (facts === null) return null;
  const who = { accountId: ownAccount(here), ...rightsOf(here, facts) };
  const model = presentAction(facts, {
    today: here.request.today,
    kinds: possibleKinds(facts.action, who),
  });
  return recordAnswer(here, { ...model, form: null }, { title: 'An action' });
}

const allowed = (here: Here, facts: ActionFacts, kind: EntryKind): boolean => {
  const { reports, verifies } = rightsOf(here, facts);
  return officeKinds.includes(kind) ? verifies : reports;
};

const sectionFor = (kind: EntryKind, { owners, documents }: ActionFacts) =>
  entrySection(kind, owners, documents);

async function showEntry(here: Here, kind: EntryKind): Promise<WorkAnswer | null> {
  const facts = await actionIn(here);
  if (facts === null || !allowed(here, facts, kind)) return null;
  const form = typedIn(here, {
    ...dayFields('day', here.request.today),
    ...(kind === 'check-result' ? { method: facts.action.checkMethod } : {}),
  });
  return entryAnswer(here, facts, kind, { section: sectionFor(kind, facts), form, problems: [] });
}

function entryAnswer(
  here: Here,
  { action }: ActionFacts,
  kind: EntryKind,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const base = `/improvement/actions/${action.id}`;
  const model = formPage({
    above: action.reference ?? 'An action',
    heading: entryLinks[kind],
    lead: [action.title, `Has to be seen: ${action.needed}`],
    form: formOf(here, asked, {
      heading: 'What is to be on record',
      action: `${base}/${kind}`,
      button: 'Put it on record',
    }),
    back: { text: 'The action', href: base },
  });
  return recordAnswer(here, model, { title: entryLinks[kind], asked, refusal });
}

async function takeEntry(here: Here, kind: EntryKind): Promise<WorkAnswer | null> {
  const facts = await actionIn(here);
  if (facts === null || !allowed(here, facts, kind)) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const section = sectionFor(kind, facts);
  const { given, problems } = readEntry(kind, section, form);
  if (given === null) return entryAnswer(here, facts, kind, { section, form, problems });
  const isOfOffice = officeKinds.includes(kind);
  const wish = {
    id: facts.action.id,
    given,
    by: ownAccount(here),
    isOffice: isOfOffice || rightsOf(here, facts).isOffice,
  };
  const to = () => `/improvement/actions/${facts.action.id}`;
  const command = isOfOffice ? verify : report;
  const outcome = await performOnce(room, bearerOf(request), command, wish, sentForm(request), to);
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await actionIn(here);
    return now === null ? null : entryAnswer(here, now, kind, { section, form, problems: [] }, refusal);
  });
}
