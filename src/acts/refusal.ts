/**
 * Every way in which the service says no, once: its code, never used again for something else, and its words. The button, the
 * command and the test read the same sentence. `{name}` stands for a parameter.
 */
export const refusals = {
  'not-permitted': 'You may not do this.',
  'partnership-name-taken': 'There already is a partnership called “{name}”.',
  'reference-prefix-taken':
    'Another partnership’s references already begin with {prefix}. Choose another with --prefix.',
  'host-taken': 'Another partnership already answers at {host}.',
  wait: 'There were too many attempts. Wait a little and try again.',
  'wrong-sign-in': 'The e-mail address, password or code is not right.',
  'wrong-code': 'The invitation code is not right.',
} as const;

/** The code of a refusal. */
export type RefusalCode = keyof typeof refusals;

/** The domain said no: a value, not an exception. */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Says no, with the parameters that the words need. */
export function refuse(code: RefusalCode, parameters: Readonly<Record<string, string>> = {}): Refusal {
  return { refused: code, parameters };
}

/** True for a refusal among a decision's possible values. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The sentence of a refusal. */
export function words(refusal: Refusal): string {
  return refusals[refusal.refused].replace(/\{(\w+)\}/g, (_, name: string) => refusal.parameters[name] ?? '');
}
