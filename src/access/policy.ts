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

/** Everybody in the policy table has one of these names. */
export type Who =
  | 'anyone'
  | 'operator'
  | 'link-holder'
  | 'receipt-holder'
  | 'member'
  | 'coordinator'
  | 'administrator';

/**
 * The policy: who may do what. What is not granted here is refused. `operator` is somebody at the command line of the
 * machine itself; `link-holder` the person to whom an invitation's link was given; `receipt-holder`
 * whoever has begun a referral, or was given its receipt; `member` anybody who is signed in;
 * `administrator` a member with that role, who runs the service and sees no casework.
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
  'session.begin': ['anyone'],
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
  'referral.read': ['coordinator'],
  'referral.receive': ['coordinator'],
  'receipt.replace': ['coordinator'],
  'register.import': ['operator'],
  'trail.verify': ['operator'],
} as const satisfies Record<Verb, readonly Who[]>;

const is: Record<Who, (actor: Actor) => boolean> = {
  anyone: () => true,
  operator: (actor) => actor.kind === 'operator',
  'link-holder': (actor) => actor.kind === 'link',
  member: (actor) => actor.kind === 'member' && actor.roles.length > 0,
  'receipt-holder': (actor) => actor.kind === 'receipt',
  coordinator: (actor) => actor.kind === 'member' && actor.roles.includes('coordinator'),
  administrator: (actor) => actor.kind === 'member' && actor.roles.includes('administrator'),
};

/** Whether the policy grants `verb` to `actor`. */
export function may(actor: Actor, verb: Verb): boolean {
  return policy[verb].some((who: Who) => is[who](actor));
}
