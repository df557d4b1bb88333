import { type Actor, may, stranger } from '../src/access/policy.ts';
import { type RefusalCode, refusals } from '../src/acts/refusal.ts';
import { type Verb, verbs } from '../src/acts/verbs.ts';
import { type Role, roles } from '../src/people/invitation.ts';
import { grants, type Persona, type Relation, relations } from '../test/matrix/personas.ts';
import { subjects } from '../test/matrix/subjects.ts';
import { caseActs, caseStates, type Meets, referralActs, referralStates } from '../test/matrix/meets.ts';

const nil = '00000000-0000-0000-0000-000000000000';
const doors: readonly (readonly [string, Actor])[] = [
  ['anyone', { kind: 'anyone' }],
  ['operator', { kind: 'operator', partnershipId: nil }],
  ['link', { kind: 'link', partnershipId: nil, invitationId: nil }],
  ['receipt', { kind: 'receipt', partnershipId: nil, referralId: nil }],
  ['endorser', { kind: 'endorser', partnershipId: nil, invitationId: nil }],
  ['answerer', { kind: 'answerer', partnershipId: nil, invitationId: nil }],
];
const columns: Readonly<Record<Role, string>> = {
  coordinator: 'coordin.',
  chair: 'chair',
  member: 'member',
  'safeguarding-lead': 's. lead',
  notifier: 'notifier',
  'partner-delegate': 'delegate',
  reviewer: 'reviewer',
  scrutineer: 'scrutin.',
  administrator: 'administ.',
  inspector: 'inspector',
};
const every = Object.keys(verbs) as Verb[];
const one = (role: Role): Persona => ({ name: role, roles: [role], without: null });
const columnWidth = 11;
const wide = (text: string, width = columnWidth) => text.padEnd(width);

/** What a role may, over all relations to a case, in a letter: every relation but an exclusion, an agency's, a part's, or none. */
function cell(role: Role, verb: Verb): string {
  if (subjects[verb] === 'neither') return may(memberWith(role), verb, stranger) ? 'yes' : '.';
  const granted = relations.filter((relation) => grants(one(role), verb, relation));
  if (granted.length === 0) return '.';
  const answers: readonly (readonly [string, (relation: Relation) => boolean])[] = [
    ['yes', () => true],
    ['A N', (relation) => byAgency(relation) || relation.named === 'today'],
    ['A', byAgency],
    ['N', ({ named }) => named === 'today'],
  ];
  const found = answers.find(([, holds]) => {
    const meant = relations.filter((relation: Relation) => relation.excluded !== 'today' && holds(relation));
    return meant.length === granted.length && meant.every((relation) => granted.includes(relation));
  });
  if (found === undefined) throw new Error(`no letter says when ${role} may ${verb}`);
  return found[0];
}

const byAgency = ({ agency }: Relation) => agency === 'today' || agency === 'before it was renamed';

const memberWith = (role: Role): Actor => ({
  kind: 'member',
  partnershipId: nil,
  accountId: nil,
  sessionId: nil,
  roles: [role],
});

function whoMay(): readonly string[] {
  const heads = [...doors.map(([name]) => name), ...roles.map((role) => columns[role])];
  const rows = every.map((verb) => [
    ...doors.map(([, actor]) => (may(actor, verb) ? 'yes' : '.')),
    ...roles.map((role) => cell(role, verb)),
  ]);
  return [
    [wide('act', 20), ...heads.map((head) => wide(head)), 'in words'].join(''),
    ...every.map((verb, index) =>
      [wide(verb, 20), ...(rows[index] ?? []).map((text) => wide(text)), verbs[verb].words].join(''),
    ),
  ];
}

// A relation is tried by those who hold each role: what it lets them do besides what their role lets them do anyway.
function standings(): readonly string[] {
  const [nothing] = relations;
  const lines = relations.map((relation: Relation) => {
    if (relation.excluded === 'today') return [relation.name, 'nothing, whatever else is granted'];
    const gained = roles.filter(
      (role) => !grants(one(role), 'case.read', nothing) && grants(one(role), 'case.read', relation),
    );
    return [relation.name, gained.length === 0 ? 'nobody more' : gained.join(', ')];
  });
  return lines.map(([name = '', text = '']) => `${wide(name, 62)}${text}`);
}

function inStates<State extends string>(
  states: readonly State[],
  acts: Partial<Record<Verb, (state: State) => Meets>>,
): readonly string[] {
  const width = 24;
  return [
    [wide('act', 20), ...states.map((state) => wide(state, width))].join('').trimEnd(),
    ...every.flatMap((verb) => {
      const meets = acts[verb];
      if (meets === undefined) return [];
      const cells = states
        .map((state) => meets(state))
        .map((text) => (text === 'can be done' ? 'yes' : text));
      return [[wide(verb, 20), ...cells.map((text) => wide(text, width))].join('').trimEnd()];
    }),
  ];
}

function sentences(): readonly string[] {
  const codes = new Set<Meets>([
    ...every.flatMap((verb) => referralStates.map((state) => referralActs[verb]?.(state) ?? 'can be done')),
    ...every.flatMap((verb) => caseStates.map((state) => caseActs[verb]?.(state) ?? 'can be done')),
  ]);
  return [...codes]
    .filter((code): code is RefusalCode => code in refusals)
    .toSorted()
    .map((code) => `${wide(code, 24)}${refusals[code]}`);
}

const told = `WHO MAY DO WHAT

Written by "npm run generate" from the policy table (src/access/policy.ts) and from the functions that decide; a test compares. The same
matrix is asked of the database and over HTTP by test/matrix. What is not granted here is refused; what somebody may not see is not
found, as if it had never been. To another partnership nothing of this one is there. Somebody with two roles may do what either may.

1. By role

yes    may; about a case or its referral: any of the partnership, unless excluded from it
A      may, where the agency for which they are here today is involved in the case today
N      may, where they are named today to a part in the case, and hold the role of that part
.      may not

The first six columns have no account: anybody at all; the operator at the machine; the holder of an invitation’s link; the holder of a
receipt, for the referral that it opens and no other; a safeguarding lead and somebody of an agency, who have entered a link’s code
besides, for the one referral or request that it was sent for. Whoever has left, or whose account is disabled, is anybody.`;

/** The permission matrix as text: who may do what by role and relation, and in which states of the thing the act can be done. */
export function permissionsText(): string {
  return `${[
    told,
    '',
    ...whoMay(),
    '',
    '2. By relation to a case: who can look at it besides coordinators and chairs',
    '',
    'An involvement or a part holds from its first day to its last. Ended yesterday or beginning tomorrow, it holds no longer, or not yet.',
    '',
    ...standings(),
    '',
    '3. By the state of a referral',
    '',
    '“not there”: a draft is its writer’s alone. A referral from which no case was opened is the coordinators’ alone; the last row is about one.',
    '',
    ...inStates(referralStates, referralActs),
    '',
    '4. By the state of a case',
    '',
    ...inStates(caseStates, caseActs),
    '',
    '5. What is said where the state does not allow it',
    '',
    ...sentences(),
  ].join('\n')}\n`.replace(/ +$/gm, '');
}
