import { dayBoxes } from '../reviewing.ts';

/** The answers to whether it is notifiable: it must be. */
export const answers = {
  person: 'child',
  'person-reason': 'Born in May 2021.',
  age: '5',
  'looked-after-by': 'nobody',
  'looked-after-by-reason': 'Lived at home.',
  event: 'seriously-harmed',
  'event-reason': 'Fractures of both legs.',
  'regulated-setting': 'no',
  'regulated-setting-reason': 'At home.',
  abuse: 'suspected',
  'abuse-reason': 'Injuries that nobody explains.',
  place: 'this-area',
  'place-reason': 'At home.',
  home: 'this-area',
  'home-reason': 'The family’s address.',
};

/** A child of the case. */
export const childCalled = (name: string) => ({
  'child-name': name,
  ...dayBoxes('child-born', '2021-05-03'),
  'child-sex': 'F',
  'child-ethnicity': 'MWAS',
  'child-disability': 'no',
});

/** What stands on the receipt, a day after the last one. */
export const sending = {
  'reference-1': 'CSIN-900001',
  ...dayBoxes('sent', '2026-11-17'),
  'sent-time': '16:40',
  'sent-by': 'Nora Example, head of service',
  ...dayBoxes('told', '2026-11-17'),
  'told-how': 'By e-mail to the business unit',
};

/** An agency's summary, part by part. */
export const parts: readonly (readonly [part: string, answers: Readonly<Record<string, string>>])[] = [
  ['involvement', dayBoxes('known-from', '2025-03-04')],
  ['summary', { summary: 'Two admissions.', identity: 'Recorded as White and Asian.' }],
  ['practice', { episodes: 'A discharge in spring 2026.', good: 'A nurse asked twice.' }],
  ['view', { met: 'yes', 'met-why': 'The same has been seen before.' }],
  ['you', { secured: 'yes', independent: 'no', name: 'Robin Example', job: 'Named nurse' }],
];
