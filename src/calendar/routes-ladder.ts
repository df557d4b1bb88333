import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { reminded } from '../partnership/partnership.ts';
import { workspaceFrame } from '../people/frame.ts';
import { sentenceCase } from '../platform/pages/filters.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { ownLadders, setLadder } from './commands-ladder.ts';
import { type Family, holdingOn, type Ladder, lastSet, readFamily } from './ladder.ts';
import { ladderFormPage } from './pages/ladder-form.ts';
import { exampleOf, familyWords, laddersPage, presentLadders, whomOf } from './pages/ladders.ts';
import {
  type LadderProblems,
  ladderToType,
  readLadder,
  readSteps,
  type TypedLadder,
  typedLadder,
} from './typed-ladder.ts';

const at = '/settings/reminders';

/** The ledger of the ladders of reminders: administrators set them, coordinators and the chair may see them. */
export function ladderRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page(at, 'ladder.list', 'session', open(showLadders)),
    page(`${at}/:family`, 'ladder.set', 'session', open(showForm)),
    post(`${at}/:family`, 'ladder.set', 'session', open(takeLadder), open(showForm)),
  ];
}

async function laddersOf({ room, request }: Here): Promise<readonly Ladder[] | null> {
  const outcome = await look(room, bearerOf(request), ownLadders, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showLadders(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const ladders = await laddersOf(here);
  if (ladders === null) return null;
  const { calendar, reminders } = request.partnership.settings;
  const mayChange = may(bearerOf(request).actor, 'ladder.set');
  const model = presentLadders(ladders, reminders, { today: request.today, calendar, mayChange });
  const frame = workspaceFrame(request, room.assets, { title: model.heading, section: 'settings' });
  return { status: 200, body: laddersPage(frame, model) };
}

const familyIn = ({ request }: Here): Family | null =>
  may(bearerOf(request).actor, 'ladder.set') ? readFamily(request.params['family'] ?? '') : null;

async function showForm(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  const family = familyIn(here);
  const ladders = family === null ? null : await laddersOf(here);
  if (family === null || ladders === null) return null;
  const holding = holdingOn(ladders, family, request.today)?.steps ?? request.partnership.settings.reminders;
  const typed = request.restored ? typedLadder(request.form) : ladderToType(holding, request.today);
  return formAnswer(here, { family, ladders, typed, problems: {} });
}

interface Shown {
  readonly family: Family;
  readonly ladders: readonly Ladder[];
  readonly typed: TypedLadder;
  readonly problems: LadderProblems;
  readonly refusal?: string;
  readonly status?: 409;
}

function formAnswer(here: Here, { family, ladders, typed, problems, refusal, status }: Shown): WorkAnswer {
  const { room, request } = here;
  const { calendar, reminders } = request.partnership.settings;
  const latest = lastSet(ladders, family)?.id ?? '';
  const sent = request.form.get('after') ?? latest;
  const heading = `Change when whom is reminded: ${familyWords[family].name.toLowerCase()}`;
  const errors: readonly PageError[] = [
    ...Object.entries(problems).map(([field, text]) => ({ text, href: `#${field}` })),
    ...(refusal === undefined ? [] : [{ text: refusal, href: null }]),
  ];
  const steps = typed.usual ? reminders : readSteps(typed).steps;
  const frame = workspaceFrame(request, room.assets, {
    title: heading,
    section: 'settings',
    backLink: { text: 'When whom is reminded', href: at },
    errors,
  });
  const body = ladderFormPage(frame, {
    heading,
    dates: familyWords[family].dates,
    action: `${at}/${family}`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    after: latest,
    typed,
    inSight:
      2 + typed.steps.findLastIndex(({ when, days, to }) => when !== '' || days !== '' || to.length > 0),
    problems,
    example: steps.length === 0 ? null : exampleOf(family, steps, request.today, calendar),
    whom: reminded.map((value) => ({
      value,
      text:
        value === 'holder'
          ? `Whoever has the duty: ${whomOf(family, value)}`
          : sentenceCase(whomOf(family, value)),
    })),
    meanwhile:
      sent === latest
        ? null
        : 'Somebody set another ladder for these dates while you had this open. Look at it first; what you typed stands below.',
  });
  return { status: status ?? (errors.length > 0 ? 400 : 200), body };
}

async function takeLadder(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const family = familyIn(here);
  if (family === null) return null;
  const typed = typedLadder(request.form);
  const { given, problems } = readLadder(typed, request.today);
  const again = async (more: Pick<Shown, 'problems'> & Partial<Shown>) => {
    const ladders = await laddersOf(here);
    return ladders === null ? null : formAnswer(here, { family, ladders, typed, ...more });
  };
  if (request.form.get('act') === 'preview') {
    return again({ problems: typed.usual ? {} : readSteps(typed).problems });
  }
  if (given === null) return again({ problems });
  const sent = request.form.get('after') ?? '';
  const wish = { family, ...given, after: isId(sent) ? sent : null };
  const outcome = await performOnce(room, bearerOf(request), setLadder, wish, sentForm(request), () => at);
  if (outcome.outcome === 'done') return { seeOther: at };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  if (outcome.refusal.refused === 'changed-elsewhere') return again({ problems: {}, status: 409 });
  return again({ problems: {}, refusal: words(outcome.refusal) });
}
