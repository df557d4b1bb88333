import type { RecordedVerb } from '../acts/entry.ts';

/** What somebody did, as it is told of them: the verb in the past, the verb itself, and the rest of the sentence. */
type Told = readonly [past: string, verb: string, rest: string];

/** Every act that leaves an entry, as the record tells it. Total: a verb without a sentence does not compile. */
export const told: Readonly<Record<RecordedVerb, Told>> = {
  'partnership.create': ['set up', 'set up', 'a partnership'],
  'person.invite': ['invited', 'invite', 'a person to a role'],
  'person.list': ['looked at', 'look at', 'who is here, in which roles, and who is invited'],
  'person.reset': ['let', 'let', 'a person set a new password and authenticator'],
  'invitation.revoke': ['took', 'take', 'an invitation back'],
  'membership.end': ['ended', 'end', 'a role of a person'],
  'agency.list': ['looked at', 'look at', 'the agencies'],
  'agency.add': ['added', 'add', 'an agency'],
  'agency.end': ['ended', 'end', 'an agency, with or without one in its place'],
  'mail.list': ['looked at', 'look at', 'the messages that were sent'],
  'mail.retry': ['had', 'have', 'a message sent once more'],
  'session.begin': ['signed', 'sign', 'in'],
  'session.offer': ['made', 'make', 'a sign-in link for a training partnership'],
  'session.end': ['ended', 'end', 'a session'],
  'session.list': ['looked at', 'look at', 'where they are signed in'],
  'work.read': ['looked at', 'look at', 'what is due'],
  'invitation.accept': ['accepted', 'accept', 'an invitation'],
  'invitation.read': ['opened', 'open', 'an invitation'],
  'referral.begin': ['began', 'begin', 'a referral'],
  'referral.expire': ['destroyed', 'destroy', 'a draft referral that was not sent in time'],
  'referral.write': ['wrote', 'write', 'answers of a draft referral'],
  'referral.send': ['sent', 'send', 'a referral'],
  'referral.follow': ['looked at', 'look at', 'a referral by its receipt'],
  'referral.read': ['looked at', 'look at', 'a referral'],
  'referral.receive': ['acknowledged', 'acknowledge', 'a referral'],
  'referral.answer': ['told', 'tell', 'the referrer the outcome'],
  'receipt.replace': ['replaced', 'replace', 'a lost receipt'],
  'case.list': ['looked at', 'look at', 'the list of cases'],
  'case.open': ['opened', 'open', 'a case'],
  'case.read': ['looked at', 'look at', 'the case file'],
  'case.change': ['changed', 'change', 'what the case file holds'],
  'case.close': ['closed', 'close', 'the case'],
  'case.reopen': ['opened', 'open', 'the closed case again'],
  'date.record': ['recorded', 'record', 'a day from which a limit runs'],
  'access.read': ['looked at', 'look at', 'who can open the case'],
  'access.give': ['gave', 'give', 'somebody a way into the case'],
  'access.end': ['ended', 'end', 'somebody’s way into the case'],
  'exclusion.begin': ['shut', 'shut', 'somebody out of the case'],
  'exclusion.end': ['let', 'let', 'somebody back into the case'],
  'decision.read': ['looked at', 'look at', 'a decision of the group'],
  'decision.record': ['recorded', 'record', 'a decision of the group'],
  'history.read': ['looked at', 'look at', 'the record of the case'],
  'trail.read': ['read', 'read', 'the audit trail'],
  'register.import': ['brought', 'bring', 'a published review into the register'],
  'trail.verify': ['checked', 'check', 'that the audit trail is whole'],
};

const isTold = (verb: string): verb is RecordedVerb => Object.hasOwn(told, verb);

/** "looked at the case file"; of what was refused or found nothing, "tried to look at the case file". */
export function sentence(verb: string, outcome: string): string {
  // An entry may be older than this version, or newer.
  if (!isTold(verb)) return `did something that this version has no words for (${verb})`;
  const [past, present, rest] = told[verb];
  return outcome === 'done' ? `${past} ${rest}` : `tried to ${present} ${rest}`;
}

/** What a look was at: "the case file". */
export const lookedAt = (verb: string): string => (isTold(verb) ? told[verb][2] : verb);

/** The verbs of looks at a case: the index of what was done leaves out whatever ends so. */
export const looks: readonly string[] = Object.keys(told).filter((verb) => verb.endsWith('.read'));
