import { type AgencyEnding, agencyName, kindNamed, type NewAgency, nationalCode } from './agency.ts';

/** What was typed into a form, or what is wrong with it, by field. */
export type Read<Value> = { readonly value: Value } | { readonly problems: Readonly<Record<string, string>> };

/** A day as it was typed into three fields. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** The three fields of a day. */
export function typedDay(form: URLSearchParams, field: string): TypedDay {
  const part = (name: string) => (form.get(`${field}-${name}`) ?? '').trim().slice(0, 20);
  return { day: part('day'), month: part('month'), year: part('year') };
}

// Null: nothing typed. Undefined: no day, or one that is still to come.
function readDay(form: URLSearchParams, field: string, today: Temporal.PlainDate) {
  const { day, month, year } = typedDay(form, field);
  if (`${day}${month}${year}` === '') return null;
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined;
  const parts = { day: Number(day), month: Number(month), year: Number(year) };
  if (parts.day < 1 || parts.month < 1 || parts.month > 12 || parts.year < 1800) return undefined;
  const read = Temporal.PlainDate.from(parts);
  // What the calendar does not have, such as 31 April, was moved to the nearest day that it has.
  return read.day === parts.day && Temporal.PlainDate.compare(read, today) <= 0 ? read : undefined;
}

const nameTrouble = 'Enter its name, in no more than 200 characters';
const codeTrouble = 'Enter the code in letters and figures, such as QYG or E08000012, or leave it out';
const dayTrouble = 'Enter a day that there was, today or earlier: day, month and year in figures';

/** The agency that the form of `/agencies/add` asks for. */
export function readAdding(form: URLSearchParams, today: Temporal.PlainDate): Read<NewAgency> {
  const kind = kindNamed(form.get('kind'));
  const name = agencyName(form.get('name') ?? '');
  const code = nationalCode(form.get('code') ?? '');
  const from = readDay(form, 'from', today);
  if (kind !== null && name !== null && code !== undefined && from !== undefined)
    return { value: { kind, name, nationalCode: code, from, note: null } };
  return {
    problems: {
      ...(name === null ? { name: nameTrouble } : {}),
      ...(kind === null ? { kind: 'Choose what kind of body it is' } : {}),
      ...(code === undefined ? { code: codeTrouble } : {}),
      ...(from === undefined ? { from: dayTrouble } : {}),
    },
  };
}

/** How an agency ends, as the form of `/agencies/<id>/end` says. */
export function readEnding(form: URLSearchParams, today: Temporal.PlainDate): Read<AgencyEnding> {
  const how = form.get('how');
  const until = readDay(form, 'until', today) ?? undefined;
  const day: Record<string, string> = until === undefined ? { until: dayTrouble } : {};
  if (how === 'gone') return until === undefined ? { problems: day } : { value: { how, until } };
  if (how === 'replaced') {
    const successorId = form.get('successor') ?? '';
    if (successorId !== '' && until !== undefined) return { value: { how, until, successorId } };
    const chosen: Record<string, string> =
      successorId === '' ? { successor: 'Choose the agency that took its place' } : {};
    return { problems: { ...chosen, ...day } };
  }
  if (how !== 'renamed') return { problems: { how: 'Choose what has become of it', ...day } };
  const name = agencyName(form.get('name') ?? '');
  const code = nationalCode(form.get('code') ?? '');
  if (name !== null && code !== undefined && until !== undefined)
    return { value: { how, until, name, nationalCode: code } };
  return {
    problems: {
      ...(name === null ? { name: nameTrouble } : {}),
      ...(code === undefined ? { code: codeTrouble } : {}),
      ...day,
    },
  };
}
