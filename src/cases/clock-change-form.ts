import { typedLine, typedLong } from '../intake/typed.ts';
import { dayFrom } from '../law/typed-day.ts';
import { changeKinds, type GivenChange } from './clock-change.ts';

/** A day in three boxes, as it was typed. */
export interface TypedParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** The form of a change as it was typed. */
export interface TypedChange {
  readonly kind: string;
  readonly day: TypedParts;
  readonly authorised: TypedParts;
  readonly name: string;
  readonly capacity: string;
  readonly reason: string;
}

/** A field of the form. */
export type ChangeField = 'kind' | 'day' | 'authorised' | 'name' | 'capacity' | 'reason';

/** The boxes of the form as they came. */
export function typedChange(form: URLSearchParams): TypedChange {
  const box = (name: string) => typedLine(form.get(name)).slice(0, 400);
  const parts = (name: string) => ({
    day: box(`${name}-day`).slice(0, 20),
    month: box(`${name}-month`).slice(0, 20),
    year: box(`${name}-year`).slice(0, 20),
  });
  return {
    kind: box('kind'),
    day: parts('day'),
    authorised: parts('authorised'),
    name: box('name'),
    capacity: box('capacity'),
    reason: typedLong(form.get('reason')).slice(0, 8_000),
  };
}

/** The change that was typed for a rule, or what is wrong, by field. */
export function readChange(
  typed: TypedChange,
  rule: string,
): { readonly given: GivenChange | null; readonly problems: Readonly<Partial<Record<ChangeField, string>>> } {
  const kind = changeKinds.find((one) => one === typed.kind);
  const day = dayFrom(typed.day);
  const authorisedOn = dayFrom(typed.authorised);
  const short = (text: string, what: string) =>
    text === '' || text.length > 200 ? `Enter ${what}, in no more than 200 characters` : null;
  const name = short(typed.name, 'who authorised it');
  const capacity = short(typed.capacity, 'in what capacity');
  const { reason } = typed;
  const wrong = reason === '' ? 'Say why' : reason.length > 2_000 ? 'Use 2,000 characters or fewer' : null;
  if (kind === undefined || day === null || authorisedOn === null || (name ?? capacity ?? wrong) !== null)
    return {
      given: null,
      problems: {
        ...(kind === undefined ? { kind: 'Choose what is done' } : {}),
        ...(day === null ? { day: 'Enter a real day, like 15 12 2026' } : {}),
        ...(name === null ? {} : { name }),
        ...(capacity === null ? {} : { capacity }),
        ...(authorisedOn === null ? { authorised: 'Enter a real day, like 15 12 2026' } : {}),
        ...(wrong === null ? {} : { reason: wrong }),
      },
    };
  const { name: authorityName, capacity: authorityCapacity } = typed;
  return { given: { rule, kind, day, authorityName, authorityCapacity, authorisedOn, reason }, problems: {} };
}
