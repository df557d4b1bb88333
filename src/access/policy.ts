import type { Verb } from '../acts/verbs.ts';

/** Who is asking, as far as it has been proved. */
export type Actor =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'operator'; readonly partnershipId: string }
  | { readonly kind: 'link'; readonly partnershipId: string; readonly invitationId: string };

/** Everybody in the policy table has one of these names. */
export type Who = 'anyone' | 'operator' | 'link-holder';

/**
 * The policy: who may do what. What is not granted here is refused. `operator` is somebody at the command line of the
 * machine itself; `link-holder` the person to whom an invitation's link was given.
 */
export const policy = {
  'site.read': ['anyone'],
  'register.read': ['anyone'],
  'duty.calculate': ['anyone'],
  'intake.start': ['anyone'],
  'partnership.create': ['operator'],
  'person.invite': ['operator'],
  'invitation.read': ['link-holder'],
  'register.import': ['operator'],
  'trail.verify': ['operator'],
} as const satisfies Record<Verb, readonly Who[]>;

const is: Record<Who, (actor: Actor) => boolean> = {
  anyone: () => true,
  operator: (actor) => actor.kind === 'operator',
  'link-holder': (actor) => actor.kind === 'link',
};

/** Whether the policy grants `verb` to `actor`. */
export function may(actor: Actor, verb: Verb): boolean {
  return policy[verb].some((who: Who) => is[who](actor));
}
