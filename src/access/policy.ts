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
  | { readonly kind: 'receipt'; readonly partnershipId: string; readonly referralId: string }
  /** Whoever has opened a link with its code: for the one referral to endorse, or the one request to answer. */
  | { readonly kind: 'endorser'; readonly partnershipId: string; readonly invitationId: string }
  | { readonly kind: 'answerer'; readonly partnershipId: string; readonly invitationId: string };

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
  | 'endorser'
  | 'answerer'
  | 'member'
  | 'caseworker'
  | 'coordinator'
  | 'chair'
  | 'representative'
  | 'agency-on-case'
  | 'named-on-case'
  | 'notifier-on-case'
  | 'delegate-on-case'
  | 'reviewer-on-case'
  | 'scrutineer'
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
 * `endorser` and `answerer` whoever has entered a link's code besides, and may do the one thing that it was sent for;
 * `receipt-holder` whoever has begun a referral or a consultation, or was given its receipt; `representative` one who speaks in the
 * group for an agency; `member` anybody who is signed in; `caseworker` a
 * member with any role but those that see no casework; `scrutineer` one who scrutinises the partners; `administrator` a member who runs the service and sees no casework;
 * `inspector` one who reads the trail and no casework. Those that end in `on-case` depend on how somebody stands to the case.
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
  // The database decides what of it there is to find.
  'search.run': ['caseworker'],
  'invitation.read': ['link-holder'],
  'invitation.accept': ['link-holder'],
  'consultation.begin': ['anyone'],
  // Those past their day go once a day, and when anybody begins another.
  'consultation.expire': ['anyone'],
  'consultation.ask': ['receipt-holder'],
  'consultation.follow': ['receipt-holder'],
  'consultation.refer': ['receipt-holder'],
  // Of those to the coordinator or to the own agency; the database knows whose a consultation is.
  'consultation.list': ['coordinator', 'representative'],
  'consultation.read': ['coordinator', 'representative'],
  'consultation.advise': ['coordinator', 'representative'],
  'consultation.record': ['coordinator', 'representative'],
  'consultation.replace-receipt': ['coordinator', 'representative'],
  // Drafts past their day go once a day, and when anybody begins another.
  'referral.expire': ['anyone'],
  // By the service itself, once a day.
  'referral.warn': ['anyone'],
  'referral.begin': ['anyone'],
  'referral.write': ['receipt-holder'],
  'referral.send': ['receipt-holder'],
  'referral.follow': ['receipt-holder'],
  'referral.read': everybodyOnTheCase,
  'referral.receive': ['coordinator'],
  'referral.take-in': ['coordinator'],
  'referral.answer': ['coordinator'],
  'referral.allocate': ['coordinator'],
  'referral.decline': ['coordinator'],
  'referral.reconsider': ['coordinator'],
  'question.ask': ['coordinator'],
  'question.note': ['coordinator'],
  'question.answer': ['receipt-holder'],
  'safety.read': everybodyOnTheCase,
  'safety.record': ['coordinator'],
  'receipt.replace': ['coordinator'],
  'referral.compare': ['coordinator'],
  'referral.match': ['coordinator'],
  'case.attach': ['coordinator'],
  'case.list': ['caseworker'],
  'case.open': ['coordinator'],
  'case.read': everybodyOnTheCase,
  'case.change': ['coordinator'],
  'case.close': ['coordinator'],
  'case.reopen': ['coordinator'],
  'date.record': ['coordinator', 'notifier-on-case'],
  'clock.change': ['coordinator'],
  // The house does these by itself; the operator is the machine that it runs on.
  'clock.derive': ['operator'],
  'clock.remind': ['operator'],
  'calendar.read': ['caseworker'],
  'timeliness.read': ['coordinator', 'chair', 'scrutineer'],
  'feed.list': ['caseworker'],
  'feed.make': ['caseworker'],
  'feed.revoke': ['caseworker'],
  // Whoever has the address; the database knows whose it is, and what they see.
  'feed.read': ['anyone'],
  'holiday.list': ['administrator', 'coordinator'],
  'holiday.add': ['administrator'],
  'holiday.withdraw': ['administrator'],
  'ladder.list': ['administrator', 'coordinator', 'chair'],
  'ladder.set': ['administrator'],
  'access.read': ['coordinator', 'chair'],
  'access.give': ['coordinator'],
  'access.end': ['coordinator'],
  'exclusion.begin': ['coordinator'],
  'exclusion.end': ['coordinator'],
  'decision.read': everybodyOnTheCase,
  'decision.record': ['coordinator', 'chair'],
  'notifiable.read': everybodyOnTheCase,
  // The duty is the local authority's: its notifier decides, and a coordinator writes down what was decided.
  'notifiable.record': ['coordinator', 'notifier-on-case'],
  // In the own name for the own partner; the database knows for which. A coordinator writes down what a partner said.
  'notifiable.view': ['coordinator', 'delegate-on-case'],
  'history.read': ['coordinator', 'chair'],
  'link.open': ['link-holder'],
  'link.show': ['receipt-holder', 'coordinator'],
  'endorsement.ask': ['coordinator'],
  'endorsement.read': ['endorser'],
  'endorsement.give': ['endorser'],
  // Whoever is here for an agency sees what that agency was asked and has answered; the database decides which.
  'request.read': ['coordinator', 'chair', 'agency-on-case'],
  'request.ask': ['coordinator'],
  'request.chase': ['coordinator'],
  // The house does it by itself, once on each rung.
  'request.chase-by-clock': ['operator'],
  'answer.read': ['answerer'],
  'answer.write': ['answerer'],
  'answer.send': ['answerer'],
  'file.attach': ['receipt-holder'],
  'file.remove': ['receipt-holder'],
  // Of a referral before it has a case only the coordinator sees the row; the database decides.
  'file.read': everybodyOnTheCase,
  'file.check': ['coordinator'],
  'file.release': ['coordinator'],
  // What is for one agency or for the office alone the database keeps from the others.
  'document.read': everybodyOnTheCase,
  'document.add': ['coordinator'],
  'document.replace': ['coordinator'],
  'document.withdraw': ['coordinator'],
  // The pack names the children and their family in full: for those who send it, and those who answer for it.
  'notification.read': ['coordinator', 'chair', 'notifier-on-case'],
  // The duty is the local authority's: its notifier acts, and a coordinator records on behalf of it.
  'notification.draft': ['coordinator', 'notifier-on-case'],
  'notification.record': ['coordinator', 'notifier-on-case'],
  'notification.update': ['coordinator', 'notifier-on-case'],
  'notification.attach': ['coordinator', 'notifier-on-case'],
  'notification.withdraw': ['coordinator', 'notifier-on-case'],
  'code.read': everybodyOnTheCase,
  'code.set': ['coordinator'],
  'rapid-review.read': everybodyOnTheCase,
  'rapid-review.open': ['coordinator'],
  'rapid-review.write': ['coordinator'],
  'rapid-review.plan': ['coordinator'],
  'rapid-review.freeze': ['coordinator'],
  // Each for their own statutory partner; the database knows whose delegate somebody is.
  'rapid-review.sign': ['delegate-on-case'],
  'rapid-review.send': ['coordinator'],
  'rapid-review.reply': ['coordinator'],
  // Of the rows, the database shows an agency its own until the coordinator releases the whole.
  'chronology.read': everybodyOnTheCase,
  'chronology.open': ['coordinator'],
  'chronology.ask': ['coordinator'],
  'chronology.chase': ['coordinator'],
  'chronology.take': ['coordinator'],
  'chronology.release': ['coordinator'],
  'chronology.mark': ['coordinator', 'reviewer-on-case'],
  // A reviewer sees the reviews that they carry out; the database knows which, and keeps how their work was found from them.
  'review.read': ['coordinator', 'chair', 'delegate-on-case', 'reviewer-on-case'],
  'review.open': ['coordinator'],
  'review.record': ['coordinator'],
  'review.move': ['coordinator'],
  'review.appoint': ['coordinator'],
  'review-check.read': ['coordinator', 'chair', 'delegate-on-case'],
  'review-check.record': ['coordinator'],
  'review-request.ask': ['coordinator'],
  'review-request.answer': ['coordinator'],
  'review-terms.write': ['coordinator'],
  'review-terms.approve': ['coordinator'],
  'review-people.record': ['coordinator', 'reviewer-on-case'],
  'review-quality.record': ['coordinator'],
  'review-turn.record': ['coordinator'],
  // An agency sees its own; the database knows which that is, and which review a reviewer carries out.
  'agency-report.read': ['coordinator', 'chair', 'agency-on-case', 'reviewer-on-case'],
  'agency-report.ask': ['coordinator'],
  // Each for the agencies for which they are here; the coordinator for all. The database decides.
  'agency-load.read': ['caseworker'],
  'family-page.give': ['coordinator'],
  'family-page.read': ['answerer'],
  'finding.read': ['coordinator', 'chair', 'delegate-on-case', 'reviewer-on-case'],
  'finding.write': ['coordinator', 'reviewer-on-case'],
  'theme.set': ['coordinator'],
  // The database decides what of it there is to see; the same holds for a recommendation and an action.
  'improvement.read': ['caseworker'],
  'recommendation.read': ['caseworker'],
  'recommendation.write': ['coordinator', 'reviewer-on-case'],
  'recommendation.record': ['coordinator'],
  'recommendation.ask': ['coordinator'],
  // For the own agency; the database knows for which. A coordinator writes down what an addressee said.
  'recommendation.answer': ['caseworker'],
  'recommendation.assess': ['coordinator', 'chair'],
  'action.read': ['caseworker'],
  // For the own agency, or for any by a coordinator; the database decides.
  'action.plan': ['caseworker'],
  // The owner, and the people of its agency.
  'action.report': ['caseworker'],
  // Never the owner, nor whoever asked for the closing: the decision and the database both see to it.
  'action.verify': ['coordinator', 'chair'],
  'recommendation.import': ['operator'],
  'settings.read': ['administrator', 'coordinator', 'chair'],
  'group.list': ['administrator', 'coordinator', 'chair'],
  'group.read': ['administrator', 'coordinator', 'chair'],
  'group.add': ['administrator', 'coordinator'],
  'group.end': ['administrator', 'coordinator'],
  'group.rename': ['administrator', 'coordinator'],
  'group.describe': ['administrator', 'coordinator'],
  'seat.add': ['administrator', 'coordinator'],
  'seat.end': ['administrator', 'coordinator'],
  'seat.hold': ['administrator', 'coordinator'],
  'chair.set': ['administrator', 'coordinator'],
  'quorum.set': ['administrator', 'coordinator'],
  'route.set': ['administrator', 'coordinator'],
  // Those who run meetings see all of them, and whoever has a seat those of their group; the database decides, item by item.
  'meeting.list': ['caseworker'],
  'meeting.read': ['caseworker'],
  'meeting.plan': ['coordinator', 'chair'],
  'meeting.move': ['coordinator', 'chair'],
  'agenda.change': ['coordinator', 'chair'],
  'attendance.record': ['coordinator', 'chair'],
  // One’s own; the database lets only those who run the meeting declare somebody else’s.
  'conflict.declare': ['caseworker'],
  'conflict.end': ['coordinator', 'chair'],
  'minutes.read': ['caseworker'],
  'minutes.write': ['coordinator', 'chair'],
  'minutes.correct': ['caseworker'],
  'minutes.freeze': ['coordinator', 'chair'],
  // Item by item as the agenda: what is in a pack belongs to its item.
  'pack.list': ['caseworker'],
  'pack.read': ['caseworker'],
  'pack.change': ['coordinator', 'chair'],
  'pack.freeze': ['coordinator', 'chair'],
  'pack.copy': ['caseworker'],
  'meeting.invite': ['coordinator', 'chair'],
  'meeting.answer': ['caseworker'],
  'session.prove': ['member'],
  'round.read': ['coordinator', 'chair'],
  'round.ask': ['coordinator', 'chair'],
  'round.end': ['coordinator', 'chair'],
  // Whoever has a seat that is asked, or stands in; the database knows who has.
  'round.list': ['caseworker'],
  'own-round.read': ['caseworker'],
  'round.answer': ['caseworker'],
  // The house does it by itself, once on each rung.
  'round.chase-by-clock': ['operator'],
  // By reference, and nothing of what anybody wrote.
  'scrutiny.read': ['scrutineer'],
  'challenge.make': ['scrutineer'],
  'challenge.read': ['scrutineer', 'coordinator', 'chair'],
  'challenge.answer': ['coordinator', 'chair'],
  'challenge.press': ['scrutineer'],
  // Each for whom they answer: a representative for the own agency, a coordinator for those who come for none.
  'attestation.list': ['administrator', 'coordinator', 'representative'],
  'attestation.give': ['coordinator', 'representative'],
  'attestation.remind': ['operator'],
  'trail.read': ['inspector'],
  'mail.list': ['administrator'],
  'mail.retry': ['administrator'],
  'wording.read': ['administrator'],
  'wording.write': ['administrator'],
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
  endorser: (actor) => actor.kind === 'endorser',
  answerer: (actor) => actor.kind === 'answerer',
  member: (actor) => actor.kind === 'member' && actor.roles.length > 0,
  caseworker: (actor) => actor.kind === 'member' && actor.roles.some((role) => caseworkRoles.includes(role)),
  coordinator: (actor) => has(actor, 'coordinator'),
  chair: (actor) => has(actor, 'chair'),
  representative: (actor) => has(actor, 'member'),
  'agency-on-case': (actor, { agency }) => actor.kind === 'member' && agency,
  'named-on-case': (actor, { named }) => actor.kind === 'member' && named,
  'notifier-on-case': (actor, { notifier }) => has(actor, 'notifier') && notifier,
  'delegate-on-case': (actor, { agency, named }) => has(actor, 'partner-delegate') && (agency || named),
  'reviewer-on-case': (actor, { named }) => has(actor, 'reviewer') && named,
  scrutineer: (actor) => has(actor, 'scrutineer'),
  administrator: (actor) => has(actor, 'administrator'),
  inspector: (actor) => has(actor, 'inspector'),
};

/** Whether the policy grants `verb` to `actor`, who stands to the case so; exclusion beats every grant. */
export function may(actor: Actor, verb: Verb, standing: Standing = stranger): boolean {
  return !standing.excluded && policy[verb].some((who: Who) => is[who](actor, standing));
}
