import type { Verb } from '../acts/verbs.ts';

/** Who is asking, as far as it has been proved. */
export type Actor =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'operator'; readonly partnershipId: string }
  | {
      readonly kind: 'member';
      readonly partnershipId: string;
      readonly accountId: string;
      readonly sessionId: string;
      readonly roles: readonly string[];
    }
  | { readonly kind: 'link'; readonly partnershipId: string; readonly invitationId: string }
  | { readonly kind: 'receipt'; readonly partnershipId: string; readonly referralId: string };

/**
 * How somebody stands to a case today, as the database knows it: shut out of it; here for an agency that is involved in it, as its
 * representative, delegate or notifier; named to a part in it, and holding the role of that part; the notifier among these.
 */
export interface Standing {
  /** The case; absent where an act is about none. */
  readonly case?: string;
  readonly excluded: boolean;
  readonly agency: boolean;
  readonly named: boolean;
  readonly notifier: boolean;
}

/** Somebody who has nothing to do with a case, or an act that is about none. */
export const stranger: Standing = { excluded: false, agency: false, named: false, notifier: false };

/** Everybody in the policy table has one of these names. */
export type Who =
  | 'anyone'
  | 'operator'
  | 'link-holder'
  | 'receipt-holder'
  | 'member'
  | 'caseworker'
  | 'coordinator'
  | 'chair'
  | 'agency-on-case'
  | 'named-on-case'
  | 'notifier-on-case'
  | 'administrator'
  | 'inspector';

/** Whoever sees a case may do this: by role, for an agency that is involved, or by name. */
const everybodyOnTheCase = [
  'coordinator',
  'chair',
  'agency-on-case',
  'named-on-case',
] as const satisfies readonly Who[];

/**
 * The policy: who may do what. What is not granted here is refused, and an exclusion from a case beats every grant. `operator` is
 * somebody at the command line of the machine itself; `link-holder` the person to whom an invitation's link was given;
 * `receipt-holder` whoever has begun a referral, or was given its receipt; `member` anybody who is signed in; `caseworker` a
 * member with any role but those that see no casework; `administrator` a member who runs the service and sees no casework;
 * `inspector` one who reads the trail and no casework. The three that end in `on-case` depend on how somebody stands to the case.
 */
export const policy = {
  'site.read': ['anyone'],
  'register.read': ['anyone'],
  'duty.calculate': ['anyone'],
  'intake.start': ['anyone'],
  'partnership.create': ['operator'],
  'person.invite': ['operator', 'administrator'],
  'person.list': ['administrator'],
  'person.reset': ['administrator'],
  'invitation.revoke': ['administrator'],
  'membership.end': ['administrator'],
  'agency.list': ['administrator', 'coordinator'],
  'agency.add': ['operator', 'administrator'],
  'agency.end': ['administrator'],
  'session.begin': ['anyone'],
  'session.offer': ['operator'],
  'session.end': ['member'],
  'session.list': ['member'],
  'work.read': ['member'],
  'invitation.read': ['link-holder'],
  'invitation.accept': ['link-holder'],
  // Drafts past their day go when anybody begins another.
  'referral.expire': ['anyone'],
  'referral.begin': ['anyone'],
  'referral.write': ['receipt-holder'],
  'referral.send': ['receipt-holder'],
  'referral.follow': ['receipt-holder'],
  'referral.read': everybodyOnTheCase,
  'referral.receive': ['coordinator'],
  'referral.answer': ['coordinator'],
  'receipt.replace': ['coordinator'],
  'case.list': ['caseworker'],
  'case.open': ['coordinator'],
  'case.read': everybodyOnTheCase,
  'case.change': ['coordinator'],
  'case.close': ['coordinator'],
  'case.reopen': ['coordinator'],
  'date.record': ['coordinator', 'notifier-on-case'],
  'access.read': ['coordinator', 'chair'],
  'access.give': ['coordinator'],
  'access.end': ['coordinator'],
  'exclusion.begin': ['coordinator'],
  'exclusion.end': ['coordinator'],
  'decision.read': everybodyOnTheCase,
  'decision.record': ['coordinator', 'chair'],
  'history.read': ['coordinator', 'chair'],
  'trail.read': ['inspector'],
  'mail.list': ['administrator'],
  'mail.retry': ['administrator'],
  'register.import': ['operator'],
  'trail.verify': ['operator'],
} as const satisfies Record<Verb, readonly Who[]>;

/** The roles with which one sees casework, if one stands to the case accordingly. */
export const caseworkRoles: readonly string[] = [
  'coordinator',
  'chair',
  'member',
  'safeguarding-lead',
  'notifier',
  'partner-delegate',
  'reviewer',
  'scrutineer',
];

const has = (actor: Actor, role: string) => actor.kind === 'member' && actor.roles.includes(role);

const is: Record<Who, (actor: Actor, standing: Standing) => boolean> = {
  anyone: () => true,
  operator: (actor) => actor.kind === 'operator',
  'link-holder': (actor) => actor.kind === 'link',
  'receipt-holder': (actor) => actor.kind === 'receipt',
  member: (actor) => actor.kind === 'member' && actor.roles.length > 0,
  caseworker: (actor) => actor.kind === 'member' && actor.roles.some((role) => caseworkRoles.includes(role)),
  coordinator: (actor) => has(actor, 'coordinator'),
  chair: (actor) => has(actor, 'chair'),
  'agency-on-case': (actor, { agency }) => actor.kind === 'member' && agency,
  'named-on-case': (actor, { named }) => actor.kind === 'member' && named,
  'notifier-on-case': (actor, { notifier }) => has(actor, 'notifier') && notifier,
  administrator: (actor) => has(actor, 'administrator'),
  inspector: (actor) => has(actor, 'inspector'),
};

/** Whether the policy grants `verb` to `actor`, who stands to the case so; exclusion beats every grant. */
export function may(actor: Actor, verb: Verb, standing: Standing = stranger): boolean {
  return !standing.excluded && policy[verb].some((who: Who) => is[who](actor, standing));
}
