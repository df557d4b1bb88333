import type { Option } from '../intake/question.ts';

/** Words of a state with the mark that goes before them. */
export interface Said {
  readonly words: string;
  readonly mark: string;
}

const said = (mark: string, words: string): Said => ({ mark, words });

/** What a finding is of. */
export const findingKinds = {
  practice: 'Practice',
  system: 'System',
  'good-practice': 'Good practice',
} as const;
export type FindingKind = keyof typeof findingKinds;

/** Where a recommendation comes from. */
export const origins = {
  review: 'A review here',
  national: 'A national review',
  'other-body': 'Another body',
  tracker: 'A tracker that was brought in',
} as const;
export type Origin = keyof typeof origins;

/** The addressee's position: the first of the four axes. */
export const positions = {
  waiting: said('coming', 'No answer yet'),
  accepted: said('done', 'Accepted'),
  'in-principle': said('running', 'Accepted in principle'),
  'in-part': said('look', 'Accepted in part'),
  'not-accepted': said('differs', 'Not accepted'),
  'no-response': said('late', 'No response'),
} as const;
export type Position = keyof typeof positions;

/** How far it is carried out: the second. Done is what the addressee says; evidenced is what the partnership has seen. */
export const deliveries = {
  'not-started': said('coming', 'Not started'),
  'under-way': said('running', 'Under way'),
  done: said('unconfirmed', 'Done, as the addressee says'),
  evidenced: said('done', 'Done, with evidence'),
} as const;
export type Delivery = keyof typeof deliveries;

/** What the partnership makes of the answer: the third, with the risk that remains. A satisfactory intent expires. */
export const assessments = {
  none: said('coming', 'Not assessed'),
  satisfactory: said('done', 'Satisfactory'),
  'satisfactory-intent': said('running', 'Satisfactory intent'),
  'in-part': said('look', 'Satisfactory in part'),
  unsatisfactory: said('late', 'Unsatisfactory'),
  unable: said('unconfirmed', 'Cannot be assessed'),
} as const;
export type Assessment = keyof typeof assessments;

/** The risk that remains. */
export const risks = {
  none: 'Not assessed',
  removed: 'Removed',
  reduced: 'Reduced',
  unchanged: 'Unchanged',
  'cannot-tell': 'Nobody can tell',
} as const;
export type Risk = keyof typeof risks;

/** Whether it is still asked: the fourth. */
export const lives = {
  open: said('running', 'Open'),
  superseded: said('held', 'Superseded by another'),
  merged: said('held', 'Merged into another'),
  'no-longer-applicable': said('held', 'No longer applicable'),
} as const;
export type Life = keyof typeof lives;

/** Whether practice changed, as a check found it. */
export const practices = {
  'not-checked': said('coming', 'Practice not checked'),
  changed: said('done', 'Practice changed'),
  partly: said('look', 'Practice partly changed'),
  'not-changed': said('late', 'Practice not changed'),
  'cannot-tell': said('unconfirmed', 'Nobody can tell whether practice changed'),
} as const;
export type Practice = keyof typeof practices;

/** The steps by which the delay of an answer is taken further, in their order. */
export const escalations = {
  none: 'Nothing yet',
  reminded: 'Reminded',
  letter: 'A letter to a senior officer',
  'chief-officer': 'A letter to the chief officer',
  'said-publicly': 'Said publicly that no answer came',
} as const;
export type Escalation = keyof typeof escalations;

/** How far an action is. */
export const actionStates = {
  planned: said('coming', 'Planned'),
  'under-way': said('running', 'Under way'),
  closing: said('unconfirmed', 'Closing asked for: somebody else verifies'),
  closed: said('done', 'Closed, verified'),
} as const;
export type ActionState = keyof typeof actionStates;

/** How practice is checked. */
export const methods = {
  audit: 'Audit of cases',
  data: 'Data',
  'practitioner-survey': 'Survey of practitioners',
  'family-feedback': 'What families say',
  other: 'Another way',
} as const;
export type Method = keyof typeof methods;

/** Whether an action is one agency's or several agencies' together. */
export const reaches = { 'single-agency': 'One agency', 'multi-agency': 'Several agencies' } as const;
export type Reach = keyof typeof reaches;

/** The entries of an action, as its history tells them. */
export const entryKinds = {
  owner: 'Owner',
  due: 'Last day moved',
  progress: 'Progress',
  evidence: 'Evidence',
  'close-asked': 'Closing asked for',
  verified: 'Verified and closed',
  'sent-back': 'Sent back',
  reopened: 'Opened again',
  'check-planned': 'Check of practice planned',
  'check-result': 'Practice checked',
} as const;
export type EntryKind = keyof typeof entryKinds;

/** The answers of a vocabulary, without those that nobody chooses. */
export const optionsOf = (
  of: Readonly<Record<string, string | Said>>,
  without: readonly string[] = [],
): readonly Option[] =>
  Object.entries(of)
    .filter(([value]) => !without.includes(value))
    .map(([value, text]) => ({ value, text: typeof text === 'string' ? text : text.words }));
