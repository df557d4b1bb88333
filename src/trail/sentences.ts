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
  'consultation.begin': ['asked', 'ask', 'for advice before a referral'],
  'consultation.expire': ['destroyed', 'destroy', 'a consultation whose time had run out'],
  'consultation.ask': ['asked', 'ask', 'again in a consultation'],
  'consultation.follow': ['looked at', 'look at', 'a consultation by its receipt'],
  'consultation.refer': ['made', 'make', 'a draft referral of a consultation'],
  'consultation.list': ['looked at', 'look at', 'the list of consultations'],
  'consultation.read': ['looked at', 'look at', 'a consultation'],
  'consultation.advise': ['gave', 'give', 'advice on a consultation'],
  'consultation.record': ['recorded', 'record', 'advice that was given by telephone'],
  'referral.begin': ['began', 'begin', 'a referral'],
  'referral.expire': ['destroyed', 'destroy', 'a draft referral that was not sent in time'],
  'referral.write': ['wrote', 'write', 'answers of a draft referral'],
  'referral.send': ['sent', 'send', 'a referral'],
  'referral.follow': ['looked at', 'look at', 'a referral by its receipt'],
  'referral.read': ['looked at', 'look at', 'a referral'],
  'referral.receive': ['acknowledged', 'acknowledge', 'a referral'],
  'referral.take-in': ['took', 'take', 'a referral in that came as a Word form'],
  'referral.answer': ['told', 'tell', 'the referrer the outcome'],
  'referral.allocate': ['gave', 'give', 'a referral into a coordinator’s hands'],
  'referral.decline': ['declined', 'decline', 'a referral'],
  'referral.reconsider': ['took', 'take', 'a closed referral up again'],
  'question.ask': ['asked', 'ask', 'the referrer a question'],
  'question.note': ['noted', 'note', 'that the referrer’s answer had been read'],
  'question.answer': ['answered', 'answer', 'a question on a referral'],
  'safety.read': ['looked at', 'look at', 'what was done at once to keep somebody safe'],
  'safety.record': ['recorded', 'record', 'what was done at once to keep somebody safe'],
  'receipt.replace': ['replaced', 'replace', 'a lost receipt'],
  'referral.compare': ['compared', 'compare', 'a referral with others'],
  'referral.match': ['said', 'say', 'whether a referral and another are about one child or incident'],
  'case.attach': ['added', 'add', 'a referral to the case'],
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
  'link.open': ['entered', 'enter', 'the code of a link'],
  'link.show': ['got', 'get', 'a link to pass on by hand'],
  'endorsement.ask': ['asked', 'ask', 'a safeguarding lead to endorse a referral'],
  'endorsement.read': ['looked at', 'look at', 'a referral to endorse it'],
  'endorsement.give': ['answered', 'answer', 'whether they endorse a referral'],
  'request.read': ['looked at', 'look at', 'what agencies were asked and have answered'],
  'request.ask': ['asked', 'ask', 'an agency what it knows'],
  'request.chase': ['chased', 'chase', 'an answer of an agency, or took the request back'],
  'answer.read': ['looked at', 'look at', 'what their agency was asked'],
  'answer.write': ['wrote', 'write', 'a draft of their agency’s answer'],
  'answer.send': ['sent', 'send', 'their agency’s answer'],
  'file.attach': ['sent', 'send', 'a file with a referral'],
  'file.remove': ['took', 'take', 'a file out of a draft referral'],
  'file.read': ['looked at', 'look at', 'a file'],
  'file.check': ['had', 'have', 'a file checked'],
  'file.release': ['downloaded', 'download', 'a file that no scanner has looked at'],
  'document.read': ['looked at', 'look at', 'the documents of the case'],
  'document.add': ['added', 'add', 'a document to the case'],
  'document.replace': ['added', 'add', 'a version to a document'],
  'document.withdraw': ['withdrew', 'withdraw', 'a document'],
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
