import { isRefusal, type Refusal, type RefusalCode } from '../../src/acts/refusal.ts';
import type { Verb } from '../../src/acts/verbs.ts';
import { caseStates, type CaseState, whyNotMove } from '../../src/cases/case.ts';
import { decideOpen } from '../../src/cases/opening.ts';
import { whyNotChange } from '../../src/cases/people.ts';
import { decideAttach as decideJoin } from '../../src/intake/alike-pairs.ts';
import { decideAttach, decideDetach, type Good, type OwnFile } from '../../src/documents/file.ts';
import {
  decideAnswer,
  decideReceive,
  decideSend,
  decideWrite,
  type Draft,
  type Followed,
  type SentReferral,
} from '../../src/intake/referral.ts';
import { decideAsk } from '../../src/intake/endorsement.ts';
import { sectionNamed } from '../../src/intake/questions.ts';
import {
  decideAnswerQuestion,
  decideAskReferrer,
  decideDecline,
  decideOpenStill,
  decideReconsider,
} from '../../src/intake/triage.ts';
import { whyNotRecord } from '../../src/safety/safety.ts';
import { stranger } from '../../src/access/policy.ts';

/** What an act is about: a case, a referral as staff see it, one's own referral by its receipt, or neither. */
export type Subject = 'case' | 'referral' | 'own referral' | 'neither';

/** What every act is about. A new verb does not compile before it stands here. */
export const subjects = {
  'site.read': 'neither',
  'register.read': 'neither',
  'duty.calculate': 'neither',
  'intake.start': 'neither',
  'partnership.create': 'neither',
  'person.invite': 'neither',
  'person.list': 'neither',
  'person.reset': 'neither',
  'invitation.revoke': 'neither',
  'membership.end': 'neither',
  'agency.list': 'neither',
  'agency.add': 'neither',
  'agency.end': 'neither',
  'session.begin': 'neither',
  'session.offer': 'neither',
  'session.end': 'neither',
  'session.list': 'neither',
  'work.read': 'neither',
  'search.run': 'neither',
  'invitation.accept': 'neither',
  'invitation.read': 'neither',
  'consultation.begin': 'neither',
  'consultation.expire': 'neither',
  'consultation.ask': 'neither',
  'consultation.follow': 'neither',
  'consultation.refer': 'neither',
  'consultation.list': 'neither',
  'consultation.read': 'neither',
  'consultation.advise': 'neither',
  'consultation.record': 'neither',
  'consultation.replace-receipt': 'neither',
  'referral.begin': 'neither',
  'referral.expire': 'neither',
  'referral.warn': 'neither',
  'referral.write': 'own referral',
  'referral.send': 'own referral',
  'referral.follow': 'own referral',
  'referral.read': 'referral',
  'referral.receive': 'referral',
  'referral.take-in': 'neither',
  'referral.answer': 'referral',
  'referral.allocate': 'referral',
  'referral.decline': 'referral',
  'referral.reconsider': 'referral',
  'question.ask': 'referral',
  'question.note': 'referral',
  'question.answer': 'own referral',
  'safety.read': 'case',
  'safety.record': 'case',
  'receipt.replace': 'referral',
  'referral.compare': 'referral',
  'referral.match': 'referral',
  'case.attach': 'referral',
  'case.list': 'neither',
  'case.open': 'referral',
  'case.read': 'case',
  'case.change': 'case',
  'case.close': 'case',
  'case.reopen': 'case',
  'date.record': 'case',
  'clock.change': 'case',
  'clock.derive': 'neither',
  'clock.remind': 'neither',
  'calendar.read': 'neither',
  'timeliness.read': 'neither',
  'feed.list': 'neither',
  'feed.make': 'neither',
  'feed.revoke': 'neither',
  'feed.read': 'neither',
  'holiday.list': 'neither',
  'holiday.add': 'neither',
  'holiday.withdraw': 'neither',
  'access.read': 'case',
  'access.give': 'case',
  'access.end': 'case',
  'exclusion.begin': 'case',
  'exclusion.end': 'case',
  'decision.read': 'case',
  'decision.record': 'case',
  'notifiable.read': 'case',
  'notifiable.record': 'case',
  'notifiable.view': 'case',
  'notification.read': 'case',
  'notification.draft': 'case',
  'notification.record': 'case',
  'notification.update': 'case',
  'notification.attach': 'case',
  'notification.withdraw': 'case',
  'code.read': 'case',
  'code.set': 'case',
  'history.read': 'case',
  'file.attach': 'own referral',
  'file.remove': 'own referral',
  'file.read': 'case',
  'file.check': 'case',
  'file.release': 'case',
  'document.read': 'case',
  'document.add': 'case',
  'document.replace': 'case',
  'document.withdraw': 'case',
  'link.open': 'neither',
  'link.show': 'neither',
  'endorsement.ask': 'referral',
  'endorsement.read': 'neither',
  'endorsement.give': 'neither',
  'request.read': 'case',
  'request.ask': 'case',
  'request.chase': 'case',
  'request.chase-by-clock': 'neither',
  'answer.read': 'neither',
  'answer.write': 'neither',
  'answer.send': 'neither',
  'rapid-review.read': 'case',
  'rapid-review.open': 'case',
  'rapid-review.write': 'case',
  'rapid-review.plan': 'case',
  'rapid-review.freeze': 'case',
  'rapid-review.sign': 'case',
  'rapid-review.send': 'case',
  'rapid-review.reply': 'case',
  'review.read': 'case',
  'review.open': 'case',
  'review.record': 'case',
  'review.move': 'case',
  'review.appoint': 'case',
  'review-check.read': 'case',
  'review-check.record': 'case',
  'review-request.ask': 'case',
  'review-request.answer': 'case',
  'settings.read': 'neither',
  'group.list': 'neither',
  'group.read': 'neither',
  'group.add': 'neither',
  'group.end': 'neither',
  'group.rename': 'neither',
  'group.describe': 'neither',
  'seat.add': 'neither',
  'seat.end': 'neither',
  'seat.hold': 'neither',
  'chair.set': 'neither',
  'quorum.set': 'neither',
  'route.set': 'neither',
  'meeting.list': 'neither',
  'meeting.read': 'neither',
  'meeting.plan': 'neither',
  'meeting.move': 'neither',
  'agenda.change': 'neither',
  'attendance.record': 'neither',
  'conflict.declare': 'neither',
  'conflict.end': 'neither',
  'minutes.read': 'neither',
  'minutes.write': 'neither',
  'minutes.freeze': 'neither',
  'trail.read': 'neither',
  'mail.list': 'neither',
  'mail.retry': 'neither',
  'wording.read': 'neither',
  'wording.write': 'neither',
  'register.import': 'neither',
  'trail.verify': 'neither',
} as const satisfies Record<Verb, Subject>;

/** The states of a referral, those of a case, and what an act meets in one of them. */
export const referralStates = ['draft', 'sent', 'received', 'closed'] as const;
export type ReferralState = (typeof referralStates)[number];
export type Meets = 'can be done' | 'not there' | RefusalCode;

const met = (decided: unknown): Meets => (isRefusal(decided) ? decided.refused : 'can be done');
const unless = (refusal: Refusal | null): Meets => refusal?.refused ?? 'can be done';

const day = Temporal.PlainDate.from('2026-11-23');
const moment = Temporal.Instant.from('2026-11-23T12:00:00Z');
const draft: Draft = { state: 'draft', id: '', answers: {}, version: 1, expiresAt: moment };

const file: Good = {
  objection: null,
  name: 'a.pdf',
  kind: 'pdf',
  bytes: new Uint8Array(1),
  sha256: new Uint8Array(32),
};
const ownFile: OwnFile = {
  id: '',
  number: 1,
  name: 'a.pdf',
  kind: 'pdf',
  bytes: 1,
  state: 'clean',
  why: null,
  receivedAt: moment,
};

function sentIn(state: Followed['state']): SentReferral {
  const at = { sentAt: moment, receivedAt: null, closedAt: null, outcome: null };
  return { state, id: '', number: 1, ...at, answers: {}, ofCase: null, standing: stranger };
}

// The page of a form, to have something to write. An empty draft cannot be sent, but that is for want of answers and not for its state.
function writing(state: ReferralState): Meets {
  const section = sectionNamed('incident');
  if (section === null) throw new RangeError('the form of a referral has no page about what happened');
  const change = { section, entry: null, filled: {}, base: '[]' };
  return met(decideWrite(state === 'draft' ? draft : sentIn(state), change, (text) => text));
}

function sending(state: ReferralState): Meets {
  const decided = met(decideSend(state === 'draft' ? draft : sentIn(state), day));
  return decided === 'referral-incomplete' ? 'can be done' : decided;
}

const asked = { seq: 1, words: 'A question?', askedAt: moment, answer: null, answeredAt: null };
const answering = (state: ReferralState): Meets =>
  state === 'draft' ? 'not there' : met(decideAnswerQuestion(sentIn(state), [asked], 1));

const ownIn = (state: ReferralState) => (state === 'draft' ? draft : sentIn(state));
const attaching = (state: ReferralState) =>
  met(decideAttach({ own: ownIn(state), files: [], hasRoom: true }, file));
const removing = (state: ReferralState) => met(decideDetach({ own: ownIn(state), files: [] }, ownFile));

const ofSent = (decide: (referral: SentReferral) => unknown) => (state: ReferralState) =>
  state === 'draft' ? 'not there' : met(decide(sentIn(state)));

/** What each act about a referral meets in its states, from the functions that decide it. */
export const referralActs: Partial<Record<Verb, (state: ReferralState) => Meets>> = {
  'referral.write': writing,
  'referral.send': sending,
  'referral.follow': () => 'can be done',
  'file.attach': attaching,
  'file.remove': removing,
  'referral.read': ofSent((referral) => referral),
  'referral.receive': ofSent(decideReceive),
  'referral.answer': ofSent(decideAnswer),
  'referral.allocate': ofSent(decideOpenStill),
  'referral.decline': ofSent(decideDecline),
  'referral.reconsider': ofSent(decideReconsider),
  'question.ask': ofSent((referral) => decideAskReferrer(referral, { questions: [] })),
  'question.note': ofSent((referral) => referral),
  'question.answer': answering,
  'endorsement.ask': ofSent((referral) => decideAsk(referral, [])),
  'receipt.replace': ofSent((referral) => referral),
  'referral.compare': ofSent((referral) => referral),
  'referral.match': ofSent((referral) => referral),
  'case.attach': ofSent((referral) => decideJoin({ referral, isClosed: false })),
  'case.open': ofSent(decideOpen),
};

type Headed = Parameters<typeof whyNotChange>[0]['headed'];
const headedIn = (state: CaseState): Headed => ({
  id: '',
  reference: '',
  pseudonym: '',
  state,
  notifiable: 'undecided',
  version: 1,
  readers: 0,
  standing: stranger,
});
const always = () => 'can be done' as const;
const changing = (state: CaseState) => unless(whyNotChange({ headed: headedIn(state) }));

/** What each act about a case meets in its states, from the functions that decide it. */
export const caseActs: Partial<Record<Verb, (state: CaseState) => Meets>> = {
  'case.read': always,
  'case.change': changing,
  'case.close': (state) => unless(whyNotMove('case.close', state)),
  'case.reopen': (state) => unless(whyNotMove('case.reopen', state)),
  // The first thing that is asked of a day is whether the case is closed; the rest depends on the days.
  'date.record': changing,
  'clock.change': changing,
  'access.read': always,
  'access.give': always,
  'access.end': always,
  'exclusion.begin': always,
  'exclusion.end': always,
  'file.read': always,
  'file.check': always,
  'file.release': always,
  'document.read': always,
  'document.add': changing,
  'document.replace': changing,
  'document.withdraw': changing,
  'decision.read': always,
  'decision.record': (state) => unless(whyNotMove('decision.record', state)),
  'notifiable.read': always,
  'notifiable.record': changing,
  'notifiable.view': changing,
  'notification.read': always,
  'notification.draft': changing,
  'notification.record': changing,
  'notification.update': changing,
  'notification.attach': changing,
  'notification.withdraw': changing,
  'code.read': always,
  'code.set': changing,
  'history.read': always,
  'safety.read': always,
  'safety.record': (state) => unless(whyNotRecord({ kind: 'case', headed: headedIn(state) })),
  'rapid-review.read': always,
  'rapid-review.open': changing,
  'rapid-review.write': changing,
  'rapid-review.plan': changing,
  'rapid-review.freeze': changing,
  'rapid-review.sign': changing,
  'rapid-review.send': changing,
  'rapid-review.reply': changing,
  'request.read': always,
  'request.ask': changing,
  'request.chase': always,
  'review.read': always,
  'review.open': changing,
  'review.record': changing,
  'review.move': changing,
  'review.appoint': changing,
  'review-check.read': always,
  'review-check.record': changing,
  'review-request.ask': changing,
  'review-request.answer': changing,
};

export { caseStates };
