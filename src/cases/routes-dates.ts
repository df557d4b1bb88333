import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import type { WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, type WorkAnswer, type WorkRequest } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { london } from '../platform/clock/clock.ts';
import { referenceIn } from './case.ts';
import { conventionsOf } from './clocks.ts';
import { type DayRecord, oneDay, recordDay } from './commands.ts';
import { type DateKind, kindsFor, kindWords, readKind } from './date-kinds.ts';
import {
  type DayProblem,
  lastDayFor,
  readDayForm,
  type RecordedDay,
  type TypedDay,
  typedIn,
} from './dates.ts';
import { presentHeader } from './header.ts';
import { isLate, lateCodebookNote, lateReasons } from './late-reasons.ts';
import { type DateForm, dateHeading, datePage, dayLine } from './pages/date.ts';

interface Found extends DayRecord {
  readonly kind: DateKind;
  readonly current: RecordedDay | null;
}

async function dayOf(room: WorkRoom, request: WorkRequest): Promise<Found | null> {
  const kind = readKind(request.params['kind'] ?? '');
  const reference = referenceIn(request.params);
  if (kind === null) return null;
  const outcome = await look(room, bearerOf(request), oneDay, { reference, kind });
  if (outcome.outcome !== 'done' || !kindsFor(outcome.done.context).includes(kind)) return null;
  const current = outcome.done.context.days.find((one) => one.kind === kind) ?? null;
  return { ...outcome.done, kind, current };
}

const nothing: TypedDay = {
  day: '',
  month: '',
  year: '',
  time: '',
  source: '',
  reason: '',
  late: '',
  lateWords: '',
};

/** The page of one kind of day; with a form for whoever may record it. */
export async function showDay(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const found = await dayOf(room, request);
  if (found === null) return null;
  if (!request.restored) return dayAnswer(room, request, found, typedFrom(found.current), [], false);
  return dayAnswer(room, request, found, typedIn(request.form), [], isStale(request, found));
}

// What is corrected is mostly an hour or a figure, so the form begins with what stands. The reason is new each time.
function typedFrom(current: RecordedDay | null): TypedDay {
  if (current === null) return nothing;
  const { day, time, source, late } = current;
  return {
    day: `${day.day}`,
    month: `${day.month}`,
    year: `${day.year}`,
    time: time === null ? '' : time.toString({ smallestUnit: 'minute' }),
    source,
    reason: '',
    late: late?.reason ?? '',
    lateWords: late?.words ?? '',
  };
}

const isStale = ({ form }: WorkRequest, { current }: Found) =>
  (form.get('corrects') ?? '') !== (current?.id ?? '');

function dayAnswer(
  room: WorkRoom,
  request: WorkRequest,
  found: Found,
  typed: TypedDay,
  problems: readonly DayProblem[],
  stale: boolean,
): WorkAnswer {
  const { headed, context, current, kind, history } = found;
  const base = `/cases/${headed.reference}`;
  const { actor } = bearerOf(request);
  const mayRecord = may(actor, 'date.record', headed.standing) && headed.state !== 'closed';
  const { name, question, hint } = kindWords(kind, context);
  const problemOf = (field: DayProblem['field']) => problems.find((one) => one.field === field)?.text ?? null;
  const form: DateForm = {
    action: `${base}/dates/${kind}`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    legend: question,
    corrects: current?.id ?? '',
    typed,
    problems: {
      day: problemOf('day'),
      time: problemOf('time'),
      source: problemOf('source'),
      reason: problemOf('reason'),
      late: problemOf('late'),
      'late-words': problemOf('late-words'),
    },
    late: lateChoice(request, found, typed),
    meanwhile: stale && current !== null ? dayLine({ ...current, stands: true }) : null,
  };
  const body = datePage(
    workspaceFrame(request, room.assets, {
      title: `${headed.reference} – ${name}`,
      section: 'cases',
      errors: problems.map(({ field, text }) => ({ text, href: field === 'day' ? '#day-day' : `#${field}` })),
    }),
    {
      header: presentHeader(headed, actor, may, 'overview'),
      heading: dateHeading(kind, context, current),
      hint,
      records: history.map(dayLine),
      form: mayRecord ? form : null,
      overview: base,
    },
  );
  return { status: problems.length > 0 ? 400 : stale ? 409 : 200, body };
}

// Asked where it can be needed: once the last day has passed, or where what was typed lies after it.
function lateChoice(request: WorkRequest, { context, kind }: Found, typed: TypedDay): DateForm['late'] {
  const last = lastDayFor(context, kind, conventionsOf(request.partnership.settings));
  if (last === null || !isLate(request.today, last)) return null;
  const option = (code: string, text: string) => ({ value: code, text, selected: typed.late === code });
  return {
    last,
    note: lateCodebookNote,
    items: [
      option('', 'It was in time'),
      ...Object.entries(lateReasons).map(([code, text]) => option(code, text)),
    ],
  };
}

/** Takes the form of a day: on record, or the page again with what was typed and why not. */
export async function takeDay(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer | null> {
  const found = await dayOf(room, request);
  if (found === null || !may(bearerOf(request).actor, 'date.record', found.headed.standing)) return null;
  const { form } = request;
  const given = form.get('corrects') ?? '';
  const typed = typedIn(form);
  const again = (problems: readonly DayProblem[], stale = false) =>
    dayAnswer(room, request, found, typed, problems, stale);
  const read = readDayForm(typed, found.kind, isId(given) ? given : null);
  if (!('kind' in read)) return again(read, isStale(request, found));
  const wish = {
    reference: found.headed.reference,
    given: read,
    conventions: conventionsOf(request.partnership.settings),
    now: room.clock.now().toZonedDateTimeISO(london).toPlainDateTime(),
  };
  const to = `/cases/${found.headed.reference}`;
  const outcome = await performOnce(room, bearerOf(request), recordDay, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found') return null;
  return refusedDay(room, request, outcome.refusal, again);
}

async function refusedDay(
  room: WorkRoom,
  request: WorkRequest,
  refusal: Refusal,
  again: (problems: readonly DayProblem[], stale?: boolean) => WorkAnswer,
): Promise<WorkAnswer | null> {
  if (refusal.refused === 'not-permitted') return null;
  if (refusal.refused === 'late-reason-missing') return again([{ field: 'late', text: words(refusal) }]);
  if (refusal.refused !== 'changed-elsewhere') return again([{ field: 'day', text: words(refusal) }]);
  // Somebody was quicker, perhaps since this request began: what stands now is read anew, and what was typed is kept.
  const now = await dayOf(room, request);
  return now === null ? null : dayAnswer(room, request, now, typedIn(request.form), [], true);
}
