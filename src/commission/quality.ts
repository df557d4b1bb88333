import { type Refusal, refuse } from '../acts/refusal.ts';
import { type Filled, type Option, textOf } from '../intake/question.ts';

/** The titles of the quality markers of SCIE and the NSPCC (2016), in three groups. Their questions are theirs, and are not copied here. */
export const markers: readonly Option[] = [
  'Referral',
  'Decision making',
  'Advising board members',
  'Informing the family',
  'Clarity of purpose',
  'Commissioning',
  'Governance',
  'SCR management',
  'Parallel processes',
  'Assembling information',
  'Practitioner involvement',
  'Family involvement',
  'Analysis',
  'The report',
  'Improvement action',
  'Board written response',
  'Publication',
  'Implementation and evaluation',
].map((title, at) => ({ value: `${at + 1}`, text: `${at + 1} ${title}` }));

/** What a report has to have, or is expected to have: `required` by SI 2018/789, regulation 15; the rest is expected of it. */
export const reportParts: readonly {
  readonly id: string;
  readonly words: string;
  readonly required: boolean;
}[] = [
  {
    id: 'improvements',
    words: 'A summary of the improvements recommended to people in the area',
    required: true,
  },
  {
    id: 'reasons',
    words: 'An analysis of systemic or underlying reasons why things were done or not done',
    required: true,
  },
  { id: 'reviewers', words: 'Who the reviewers were', required: false },
  { id: 'method-named', words: 'The method', required: false },
  { id: 'involved', words: 'How the family and practitioners were involved', required: false },
  { id: 'plain', words: 'Short, in plain English, and harming nobody by what it tells', required: false },
  { id: 'owners', words: 'Recommendations with an owner and a day', required: false },
];

/** The required parts that a check of the report did not find; all of them where the report was never checked. */
export const lacking = (checked: Filled | null): readonly string[] =>
  reportParts
    .filter(({ id, required }) => required && (checked === null || textOf(checked, id) !== 'yes'))
    .map(({ words }) => words);

/** Why a report cannot be signed off; null where it can. Of a review that no such law asks for, nothing is required. */
export function whyNotSignOff(checked: Filled | null, isByLaw: boolean): Refusal | null {
  const missing = isByLaw ? lacking(checked) : [];
  if (missing.length === 0) return null;
  const what = missing.map((words) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`).join('; ');
  return refuse('report-lacks', { what });
}
