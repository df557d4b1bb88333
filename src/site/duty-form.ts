import { type IncidentEvent, incidentEvents } from '../law/facts.ts';

/** A date as it was typed, part by part, so that a wrong one can be shown again. */
export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** What was typed into the date calculator. The address of the page holds nothing else. */
export interface DutyForm {
  readonly event: string;
  readonly aware: TypedDate;
  readonly sent: TypedDate;
}

/** What is wrong with one question: the sentence, and the part of a date to go to. */
export interface DutyError {
  readonly question: 'event' | 'aware' | 'sent';
  readonly part: DatePart | null;
  readonly text: string;
}

/** One box of a date. */
export type DatePart = 'day' | 'month' | 'year';

/** The days that the calculator counts from. */
export interface DutyDays {
  readonly event: IncidentEvent;
  readonly aware: Temporal.PlainDate;
  readonly sent: Temporal.PlainDate | null;
}

/** Either the days, or everything that is wrong with what was typed, in the order of the form. */
export type ReadDuty =
  | { readonly days: DutyDays; readonly errors: readonly [] }
  | { readonly days: null; readonly errors: readonly DutyError[] };

const parts: readonly DatePart[] = ['day', 'month', 'year'];
// Nobody types more into a box of a date, and the page gives back what was typed.
const longestTyped = 20;

const typed = (query: URLSearchParams, name: string) => (query.get(name) ?? '').trim().slice(0, longestTyped);

/** A day as the address has it, under the names that begin so. */
export const typedDate = (query: URLSearchParams, name: string): TypedDate => ({
  day: typed(query, `${name}-day`),
  month: typed(query, `${name}-month`),
  year: typed(query, `${name}-year`),
});

/** The form as the address has it; null where nothing was asked yet. */
export function typedIn(query: URLSearchParams): DutyForm | null {
  const asked = ['event', ...parts.flatMap((part) => [`aware-${part}`, `sent-${part}`])];
  if (!asked.some((name) => query.has(name))) return null;
  return {
    event: typed(query, 'event') || 'notifiable-incident',
    aware: typedDate(query, 'aware'),
    sent: typedDate(query, 'sent'),
  };
}

/** The days that were typed, or what is wrong with them. An empty day of sending is no error: the notification is still to go. */
export function readDuty(form: DutyForm): ReadDuty {
  const event = incidentEvents.find((one) => one === form.event) ?? null;
  const errors: DutyError[] = [];
  const aware = readDate(form.aware, 'the day the council became aware');
  if ('text' in aware) errors.push({ question: 'aware', ...aware });
  if (event === null) errors.push({ question: 'event', part: null, text: 'Choose what happened.' });
  const sent = isEmpty(form.sent) ? null : readDate(form.sent, 'the day the notification was sent');
  if (sent !== null && 'text' in sent) errors.push({ question: 'sent', ...sent });
  if (event === null || 'text' in aware || (sent !== null && 'text' in sent)) return { days: null, errors };
  if (sent !== null && Temporal.PlainDate.compare(sent.date, aware.date) < 0) {
    const text = 'The day the notification was sent must be the day the council became aware, or later.';
    return { days: null, errors: [{ question: 'sent', part: 'day', text }] };
  }
  return { days: { event, aware: aware.date, sent: sent?.date ?? null }, errors: [] };
}

/** The day that was typed, or the box that is wrong and what is wrong with it. */
export type ReadDate =
  | { readonly date: Temporal.PlainDate }
  | { readonly part: DatePart; readonly text: string };

const patterns: Readonly<Record<DatePart, RegExp>> = {
  day: /^\d{1,2}$/,
  month: /^\d{1,2}$/,
  year: /^\d{4}$/,
};

/** Reads a day in figures; `name` is what the sentences of a mistake call it. */
export function readDate(given: TypedDate, name: string): ReadDate {
  const absent = parts.filter((part) => given[part] === '');
  const [first] = absent;
  if (absent.length === parts.length) return { part: 'day', text: `Enter ${name}.` };
  if (first !== undefined) {
    return { part: first, text: `${capital(name)} must have a ${absent.join(' and a ')}.` };
  }
  const strange = parts.find((part) => !/^\d+$/.test(given[part]));
  if (strange !== undefined) {
    return {
      part: strange,
      text: `${capital(name)}: write the ${strange} in figures, like ${likeThis[strange]}.`,
    };
  }
  if (!patterns.year.test(given.year)) {
    return { part: 'year', text: `${capital(name)}: write the year with four figures, like 2026.` };
  }
  return readFigures(Number(given.day), Number(given.month), Number(given.year), name);
}

const likeThis: Readonly<Record<DatePart, string>> = { day: '23', month: '12', year: '2026' };

function readFigures(day: number, month: number, year: number, name: string): ReadDate {
  if (month < 1 || month > 12) {
    return { part: 'month', text: `${capital(name)}: the month must be between 1 and 12.` };
  }
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (day < 1 || day > first.daysInMonth) {
    const monthName = first.toLocaleString('en-GB', { month: 'long', year: 'numeric' });
    return { part: 'day', text: `${capital(name)}: ${monthName} has ${first.daysInMonth} days.` };
  }
  return { date: first.with({ day }) };
}

/** Whether nothing was typed in any box. */
export function isEmpty(date: TypedDate): boolean {
  return parts.every((part) => date[part] === '');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
