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
  openedOn: Temporal.PlainDate.from('2026-11-23'),
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
  'chronology.read': always,
  'chronology.open': changing,
  'chronology.ask': changing,
  'chronology.chase': always,
  'chronology.take': changing,
  'chronology.release': changing,
  'chronology.mark': changing,
  'review.read': always,
  'review.open': changing,
  'review.record': changing,
  'review.move': changing,
  'review.appoint': changing,
  'review-check.read': always,
  'review-check.record': changing,
  'review-request.ask': changing,
  'review-request.answer': changing,
  'review-terms.write': changing,
  'review-terms.approve': changing,
  'review-people.record': changing,
  'review-quality.record': changing,
  'review-turn.record': changing,
  'agency-report.read': always,
  'agency-report.ask': changing,
  'family-page.give': changing,
  'finding.read': always,
  'finding.write': changing,
  'recommendation.write': changing,
  'round.read': always,
  'round.ask': changing,
  'round.end': always,
};

export { caseStates };
