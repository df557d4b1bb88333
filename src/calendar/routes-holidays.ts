import { may } from '../access/policy.ts';
import { formKey, type OnceOutcome, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLong } from '../intake/typed.ts';
import { bankHolidays, lastAnnouncedYear } from '../law/bank-holidays.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { addHoliday, endHoliday, type OwnHolidays, ownHolidays } from './commands-holidays.ts';
import { holidayOverPage } from './pages/holiday-over.ts';
import { holidayLine, holidaysHeading, holidaysPage, shippedYears } from './pages/holidays.ts';
import { type HolidayProblems, readHoliday, typedHoliday } from './typed-holiday.ts';

const at = '/settings/bank-holidays';

/** The ledger of the bank holidays: administrators change them, coordinators may see them, and to everybody else they are not there. */
export function holidayRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const again = (handle: (here: Here) => Promise<WorkAnswer | null>) => (request: Here['request']) =>
    handle({ room, request });
  return [
    page(at, 'holiday.list', 'session', open(showHolidays)),
    post(at, 'holiday.add', 'session', open(takeHoliday), again(showHolidays)),
    page(`${at}/:id/withdraw`, 'holiday.withdraw', 'session', open(showOver)),
    post(`${at}/:id/withdraw`, 'holiday.withdraw', 'session', open(takeOver), again(showOver)),
  ];
}

async function ownOf({ room, request }: Here): Promise<OwnHolidays | null> {
  const outcome = await look(room, bearerOf(request), ownHolidays, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

const showHolidays = (here: Here) => holidaysAnswer(here, {}, []);

async function holidaysAnswer(
  here: Here,
  problems: HolidayProblems,
  refusals: readonly string[],
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const own = await ownOf(here);
  if (own === null) return null;
  const { calendar } = request.partnership.settings;
  const heading = holidaysHeading(own.holidays);
  const errors: readonly PageError[] = [
    ...Object.entries(problems).map(([field, text]) => ({
      text,
      href: field === 'day' ? '#day-day' : `#${field}`,
    })),
    ...refusals.map((text) => ({ text, href: null })),
  ];
  const body = holidaysPage(
    workspaceFrame(request, room.assets, { title: heading, section: 'holidays', errors }),
    {
      heading,
      mayChange: may(bearerOf(request).actor, 'holiday.add'),
      formToken: request.formToken,
      formKey: formKey(request.form),
      typed: typedHoliday(request.form),
      problems,
      own: own.holidays.map((one) => holidayLine(one, own.runs)),
      underWay: own.runs.some(({ endedAt }) => endedAt === null),
      years: shippedYears(bankHolidays, request.today.year),
      version: calendar.version,
      announcedTo: lastAnnouncedYear,
    },
  );
  return { status: errors.length > 0 ? 400 : 200, body };
}

async function takeHoliday(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  const { given, problems } = readHoliday(typedHoliday(request.form));
  if (given === null) return may(bearer.actor, 'holiday.add') ? holidaysAnswer(here, problems, []) : null;
  const outcome = await performOnce(room, bearer, addHoliday, given, sentForm(request), () => at);
  return ended(outcome, (refusal) => holidaysAnswer(here, { day: refusal }, []));
}

async function ended(
  outcome: OnceOutcome<unknown>,
  refused: (words: string) => Promise<WorkAnswer | null>,
): Promise<WorkAnswer | null> {
  if (outcome.outcome === 'done') return { seeOther: at };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  return refused(words(outcome.refusal));
}

const showOver = (here: Here) => overAnswer(here, null);

async function overAnswer(here: Here, problem: string | null): Promise<WorkAnswer | null> {
  const { room, request } = here;
  if (!may(bearerOf(request).actor, 'holiday.withdraw')) return null;
  const id = idIn(request);
  const holiday = (await ownOf(here))?.holidays.find((one) => one.id === id);
  if (holiday === undefined) return hidden(here);
  if (holiday.withdrawn !== null) return { seeOther: at };
  const heading = 'Withdraw this day?';
  const frame = workspaceFrame(request, room.assets, {
    title: heading,
    section: 'holidays',
    errors: problem === null ? [] : [{ text: problem, href: '#why' }],
  });
  const body = holidayOverPage(frame, {
    heading,
    day: holiday.day,
    name: holiday.name,
    action: `${at}/${id}/withdraw`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    why: (request.form.get('why') ?? '').slice(0, 8_000),
    problem,
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeOver(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const why = typedLong(request.form.get('why'));
  const problem = why === '' ? 'Say why' : why.length > 2_000 ? 'Use 2,000 characters or fewer' : null;
  if (problem !== null) return overAnswer(here, problem);
  const over = { id: idIn(request), why };
  const outcome = await performOnce(room, bearerOf(request), endHoliday, over, sentForm(request), () => at);
  return ended(outcome, (refusal) => overAnswer(here, refusal));
}
