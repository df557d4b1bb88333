import { isRefusal, type Refusal, type RefusalCode } from '../../src/acts/refusal.ts';
import type { Verb } from '../../src/acts/verbs.ts';
import { caseStates, type CaseState, whyNotMove } from '../../src/cases/case.ts';
import { decideOpen } from '../../src/cases/opening.ts';
import { whyNotChange } from '../../src/cases/people.ts';
import {
  decideAnswer,
  decideReceive,
  decideSend,
  decideWrite,
  type Draft,
  type Followed,
  type SentReferral,
} from '../../src/intake/referral.ts';
import { sectionNamed } from '../../src/intake/questions.ts';
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
  'invitation.accept': 'neither',
  'invitation.read': 'neither',
  'referral.begin': 'neither',
  'referral.expire': 'neither',
  'referral.write': 'own referral',
  'referral.send': 'own referral',
  'referral.follow': 'own referral',
  'referral.read': 'referral',
  'referral.receive': 'referral',
  'referral.answer': 'referral',
  'receipt.replace': 'referral',
  'case.list': 'neither',
  'case.open': 'referral',
  'case.read': 'case',
  'case.change': 'case',
  'case.close': 'case',
  'case.reopen': 'case',
  'date.record': 'case',
  'access.read': 'case',
  'access.give': 'case',
  'access.end': 'case',
  'exclusion.begin': 'case',
  'exclusion.end': 'case',
  'decision.read': 'case',
  'decision.record': 'case',
  'history.read': 'case',
  'trail.read': 'neither',
  'mail.list': 'neither',
  'mail.retry': 'neither',
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

const ofSent = (decide: (referral: SentReferral) => unknown) => (state: ReferralState) =>
  state === 'draft' ? 'not there' : met(decide(sentIn(state)));

/** What each act about a referral meets in its states, from the functions that decide it. */
export const referralActs: Partial<Record<Verb, (state: ReferralState) => Meets>> = {
  'referral.write': writing,
  'referral.send': sending,
  'referral.follow': () => 'can be done',
  'referral.read': ofSent((referral) => referral),
  'referral.receive': ofSent(decideReceive),
  'referral.answer': ofSent(decideAnswer),
  'receipt.replace': ofSent((referral) => referral),
  'case.open': ofSent(decideOpen),
};

type Headed = Parameters<typeof whyNotChange>[0]['headed'];
const headedIn = (state: CaseState): Headed => ({
  id: '',
  reference: '',
  pseudonym: '',
  state,
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
  'access.read': always,
  'access.give': always,
  'access.end': always,
  'exclusion.begin': always,
  'exclusion.end': always,
  'decision.read': always,
  'decision.record': (state) => unless(whyNotMove('decision.record', state)),
  'history.read': always,
};

export { caseStates };
