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
  'already-member': '{email} is here already as {role}.',
  'already-invited':
    '{email} is invited already, as {role}. Take that invitation back before you make another.',
  'invitation-over': 'This invitation has been accepted or taken back already.',
  'role-over': 'This role has ended already.',
  'last-administrator':
    'This is the only administrator here. Invite another one first: without one, nobody could be invited or helped to sign in again.',
  'left-already': 'This person has no role here any longer. Invite them again instead.',
  'reset-elsewhere':
    'This account opens another partnership too, so it cannot be made new from here. Ask whoever runs the service.',
  'sent-twice': 'This form had been sent already. What it asked for was done once.',
  'sent-changed':
    'This form was sent before with other answers, or did not come back whole. Nothing was done. Open it again.',
  'wrong-receipt': 'That receipt does not open a referral here.',
  'changed-elsewhere': 'These answers were changed in another window. Choose which to keep.',
  'too-many-entries': 'There is no room for another entry here.',
  'referral-incomplete': 'Some answers are still missing.',
  'referral-sent': 'This referral has been sent already.',
  'referral-received': 'This referral has been acknowledged already.',
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
