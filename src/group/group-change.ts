import { typedLine, typedLong } from '../intake/typed.ts';
import type { Day } from '../law/day.ts';
import { dayFrom, type TypedDay } from '../law/typed-day.ts';
import {
  groupKinds,
  planKinds,
  type QuorumRule,
  type ReviewGroup,
  type Seat,
  seatCapacities,
} from './membership.ts';
import type { NewChair, NewGroup, NewName, NewPerson, SeatChange } from './review-group.ts';
import { holdsOn } from './tiling.ts';

/** What is wrong with a form, by field; `form` for what belongs to no field. */
export type Problems = Readonly<Record<string, string>>;

/** What a form asks for, or what is wrong with it. */
export type Asked<Value> = { readonly value: Value } | { readonly problems: Problems };

/** The three parts of a day as they were typed. */
export const typedDay = (form: URLSearchParams, field: string): TypedDay => {
  const part = (name: string) => typedLine(form.get(`${field}-${name}`)).slice(0, 20);
  return { day: part('day'), month: part('month'), year: part('year') };
};

const dayTrouble =
  'Enter a day that there is, since 1900 and not more than two years ahead, such as 1 4 2026';

function dayIn(form: URLSearchParams, field: string, today: Day): Day | null {
  const day = dayFrom(typedDay(form, field));
  if (day === null || day.year < 1900) return null;
  return Temporal.PlainDate.compare(day, today.add({ years: 2 })) <= 0 ? day : null;
}

const wrong = (problems: Readonly<Record<string, string | null>>): Problems =>
  Object.fromEntries(
    Object.entries(problems).flatMap(([field, text]) => (text === null ? [] : [[field, text]])),
  );

const nameTrouble = (name: string, most: number) =>
  name === '' ? 'Enter a name' : name.length > most ? `Use ${most} characters or fewer` : null;

function readName(form: URLSearchParams): Asked<NewName> {
  const name = typedLine(form.get('name'));
  const abbreviation = typedLine(form.get('abbreviation'));
  const problems = wrong({
    name: nameTrouble(name, 200),
    abbreviation: abbreviation.length > 20 ? 'Use 20 characters or fewer' : null,
  });
  if (Object.keys(problems).length > 0) return { problems };
  return { value: { name, abbreviation: abbreviation === '' ? null : abbreviation } };
}

/** Puts what two parts of a form say together, or everything that is wrong with either. */
export function both<One extends object, Other extends object>(
  one: Asked<One>,
  other: Asked<Other>,
): Asked<One & Other> {
  if ('value' in one && 'value' in other) return { value: { ...one.value, ...other.value } };
  return {
    problems: { ...('problems' in one ? one.problems : {}), ...('problems' in other ? other.problems : {}) },
  };
}

/** From which day, and how many times it had been said when the form was shown. */
export function readSaying(
  form: URLSearchParams,
  today: Day,
): Asked<{ readonly from: Day; readonly said: number }> {
  const from = dayIn(form, 'from', today);
  const said = /^\d{1,6}$/.test(form.get('said') ?? '') ? Number(form.get('said')) : -1;
  return from === null ? { problems: { from: dayTrouble } } : { value: { from, said } };
}

/** The day on which something ends. */
export function readUntil(form: URLSearchParams, today: Day): Asked<{ readonly until: Day }> {
  const until = dayIn(form, 'until', today);
  return until === null ? { problems: { until: dayTrouble } } : { value: { until } };
}

/** A group to be added. */
export function readNewGroup(form: URLSearchParams, today: Day): Asked<NewGroup> {
  const kind = groupKinds.find((one) => one === form.get('kind'));
  const chosen: Asked<Pick<NewGroup, 'kind'>> =
    kind === undefined ? { problems: { kind: 'Choose what it is for' } } : { value: { kind } };
  const saying = readSaying(form, today);
  const from: Asked<Pick<NewGroup, 'from'>> =
    'value' in saying ? { value: { from: saying.value.from } } : saying;
  return both(both(readName(form), chosen), from);
}

/** Another name from a day on. */
export function readRename(form: URLSearchParams): Asked<{ readonly what: NewName }> {
  const name = readName(form);
  return 'value' in name ? { value: { what: name.value } } : name;
}

/** Terms of reference. */
export function readTerms(form: URLSearchParams): Asked<{ readonly what: string }> {
  const what = typedLong(form.get('words'));
  if (what === '') return { problems: { words: 'Enter the terms of reference' } };
  return what.length > 20_000
    ? { problems: { words: 'Use 20,000 characters or fewer' } }
    : { value: { what } };
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

// Either an account from the list or a typed name, and one of them.
function personIn(form: URLSearchParams): NewPerson | string {
  const accountId = form.get('account') ?? '';
  const name = typedLine(form.get('person'));
  if (accountId !== '' && name !== '') return 'Choose somebody or type a name, and not both';
  if (accountId === '' && name === '') return 'Choose somebody, or type a name';
  if (accountId !== '') return isId(accountId) ? { accountId, name: null } : 'Choose somebody from the list';
  return name.length > 200 ? 'Use 200 characters or fewer' : { accountId: null, name };
}

/** Who is to be in the chair: a seat where one is chosen, and else a person. */
export function readChair(form: URLSearchParams): Asked<{ readonly what: NewChair }> {
  const seatId = form.get('seat') ?? '';
  const named = (form.get('account') ?? '') !== '' || typedLine(form.get('person')) !== '';
  if (seatId !== '' && named) return { problems: { seat: 'Choose a seat or name a person, and not both' } };
  if (seatId !== '')
    return isId(seatId)
      ? { value: { what: { seatId, accountId: null, name: null } } }
      : { problems: { seat: 'Choose a seat from the list' } };
  const person = personIn(form);
  return typeof person === 'string'
    ? { problems: { seat: named ? person : 'Choose the seat that chairs, or name a person' } }
    : { value: { what: { seatId: null, ...person } } };
}

/** When the group can decide. */
export function readQuorum(form: URLSearchParams): Asked<{ readonly what: QuorumRule }> {
  const typed = typedLine(form.get('minimum'));
  const minimum = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  const otherwise = (['warn', 'block'] as const).find((one) => one === form.get('otherwise'));
  const required = [...new Set(form.getAll('required'))].filter(isId).slice(0, 100);
  if (minimum >= 1 && minimum <= 100 && otherwise !== undefined)
    return { value: { what: { minimum, required, otherwise } } };
  return {
    problems: wrong({
      minimum: minimum >= 1 && minimum <= 100 ? null : 'Enter how many, from 1 to 100',
      otherwise: otherwise === undefined ? 'Choose what happens without a quorum' : null,
    }),
  };
}

/** Which group watches which plans. */
export function readRoute(
  form: URLSearchParams,
): Asked<{ readonly id: string; readonly watches: (typeof planKinds)[number] }> {
  const id = form.get('group') ?? '';
  const watches = planKinds.find((one) => one === form.get('watches'));
  if (isId(id) && watches !== undefined) return { value: { id, watches } };
  return {
    problems: wrong({
      watches: watches === undefined ? 'Choose which action plans' : null,
      group: isId(id) ? null : 'Choose the group that watches them',
    }),
  };
}

/** A seat to be added. */
export function readSeat(form: URLSearchParams): Asked<{
  readonly name: string;
  readonly agencyId: string | null;
  readonly capacity: (typeof seatCapacities)[number];
}> {
  const name = typedLine(form.get('name'));
  const agency = form.get('agency') ?? '';
  const capacity = seatCapacities.find((one) => one === form.get('capacity'));
  const trouble = nameTrouble(name, 200);
  if (trouble === null && capacity !== undefined && (agency === '' || isId(agency)))
    return { value: { name, agencyId: agency === '' ? null : agency, capacity } };
  return {
    problems: wrong({
      name: trouble,
      agency: agency === '' || isId(agency) ? null : 'Choose an agency from the list',
      capacity: capacity === undefined ? 'Choose how whoever has it is there' : null,
    }),
  };
}

/** What is to become of a seat. */
export function readSeatChange(form: URLSearchParams): Asked<{ readonly change: SeatChange }> {
  const act = form.get('act');
  if (act === 'nobody') return { value: { change: { act } } };
  if (act === 'deputy-ends') {
    const holdingId = form.get('deputy') ?? '';
    return isId(holdingId)
      ? { value: { change: { act, holdingId } } }
      : { problems: { deputy: 'Choose which deputy ends' } };
  }
  if (act !== 'hand-over' && act !== 'deputy')
    return { problems: { act: 'Choose what is to become of the seat' } };
  const who = personIn(form);
  return typeof who === 'string' ? { problems: { account: who } } : { value: { change: { act, who } } };
}

/** The seats that there are on that day, to choose one from. */
export const seatsToChoose = ({ seats }: ReviewGroup, on: Day): readonly Seat[] =>
  seats.filter((seat) => holdsOn(seat, on) || seat.until === null);
