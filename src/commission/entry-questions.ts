import type { Option, Question, Section } from '../intake/question.ts';
import { type EntryKind, familyStates, kindWords } from './entry-kinds.ts';
import { markers, reportParts } from './quality.ts';

const long = (id: string, label: string, required?: string, hint?: string): Question => ({
  id,
  kind: 'long',
  label,
  name: label,
  ...(required === undefined ? {} : { required }),
  ...(hint === undefined ? {} : { hint }),
});
const line = (id: string, label: string, required?: string, hint?: string): Question => ({
  ...long(id, label, required, hint),
  kind: 'text',
});
const choice = (id: string, label: string, required: string, options: readonly Option[]): Question => ({
  id,
  kind: 'choice',
  label,
  name: label,
  required,
  options,
});
const dated = (label: string, required?: string): Question => ({
  id: 'day',
  kind: 'date',
  label,
  name: 'The day',
  ...(required === undefined ? {} : { required }),
});
const option = (value: string, text: string): Option => ({ value, text });

const familyQuestions: readonly Question[] = [
  line(
    'who',
    'Who, by their place in the family',
    'Enter who',
    'For example, the mother, or the older brother.',
  ),
  choice('state', 'How it stands', 'Choose how it stands', familyStates),
  {
    ...long('declined', 'What they said, if they wish it kept'),
    when: { question: 'state', is: 'declined' },
  },
  {
    ...long('not-approached', 'Why not?', 'Say why they will not be approached'),
    when: { question: 'state', is: 'not-approached' },
  },
  line(
    'contact',
    'Who keeps contact with them',
    'Enter who keeps contact',
    'One person, also where two reviews are about the family.',
  ),
  long(
    'offered',
    'What they were offered',
    undefined,
    'A letter, a visit, an advocate, an interpreter, somebody at their side.',
  ),
  long(
    'advice',
    'What police and prosecutors advised',
    undefined,
    'Where somebody may be a suspect or a witness.',
  ),
  long('wishes', 'What they wish', undefined, 'And what they gave to the review, if they did.'),
  line('called', 'What they want the child to be called in the report'),
  line('advocate', 'Advocate or interpreter'),
  long('sight', 'Whether and when they see the report before others'),
  dated('Last contact'),
];

const eventQuestions: readonly Question[] = [
  line(
    'what',
    'What kind of event',
    'Enter what kind of event',
    'For example, a learning event, or a feedback session on the draft.',
  ),
  dated('On which day?', 'Enter the day'),
  long('invited', 'Who was invited', 'Write who was invited', 'By role and agency.'),
  long('came', 'Who came', undefined, 'By role and agency. Leave empty until it has been held.'),
  long('notes', 'What was said', undefined, 'Notes that name nobody and cannot be traced to one person.'),
  long('care', 'How people were prepared, and looked after'),
  long('draft', 'What was said of the draft'),
];

const yesNo = [option('yes', 'Yes'), option('no', 'Not yet')];

const questionsOf: Readonly<Record<EntryKind, readonly Question[]>> = {
  voice: [
    long('said', 'What the child said, wanted or showed', 'Write what is known'),
    line(
      'known-from',
      'How it is known',
      'Enter how it is known',
      'For example, a worker’s record, a drawing, a grandmother.',
    ),
    dated('On which day, where it is known'),
  ],
  family: familyQuestions,
  event: eventQuestions,
  support: [
    line(
      'who',
      'For whom',
      'Enter for whom',
      'The family member by their place, or the practitioners of an agency.',
    ),
    dated('On which day'),
    long('done', 'What is done', 'Write what is done'),
    line('by', 'By whom', 'Enter by whom'),
  ],
  'family-words': [
    long('now', 'What is happening now', 'Write what is happening now'),
    long('next', 'What comes next', 'Write what comes next'),
    line(
      'role',
      'Whom they ring: a role',
      'Enter the role',
      'For example, the safeguarding partnership’s family contact.',
    ),
    line('telephone', 'Telephone', 'Enter the telephone number'),
    line('hours', 'When somebody answers', 'Enter when somebody answers'),
  ],
  report: [
    dated('On which day was the report checked?', 'Enter the day'),
    ...reportParts.flatMap(({ id, words, required }) => [
      choice(id, required ? `${words} (required)` : words, `Say whether the report has it: ${words}`, yesNo),
      { ...line(`${id}-where`, 'Where in the report?', 'Enter where'), when: { question: id, is: 'yes' } },
    ]),
  ],
  'sign-off': [
    dated('On which day was it signed off?', 'Enter the day'),
    line(
      'by',
      'By whom',
      'Enter by whom',
      'Name and capacity: the safeguarding partners, or whom they delegated it to.',
    ),
    line('version', 'Which version of the report', 'Enter which version'),
  ],
  marker: [
    choice('marker', 'Which marker', 'Choose a marker', markers),
    choice('found', 'How the review stands to it', 'Say how the review stands to it', [
      option('met', 'Met'),
      option('partly', 'Partly met'),
      option('not', 'Not met'),
      option('none', 'Not relevant here'),
    ]),
    long('why', 'Why, and what is done about it', 'Say why'),
  ],
  national: [
    dated('On which day did the Panel say so?', 'Enter the day'),
    choice('local', 'What becomes of the local review?', 'Say what becomes of it', [
      option('goes-on', 'It goes on beside the national review'),
      option('waits', 'It waits'),
      option('stops', 'It stops'),
    ]),
    long(
      'agreed',
      'What was agreed with the Panel',
      'Write what was agreed',
      'Who writes, who publishes, who talks with the family, what is handed over.',
    ),
  ],
  joint: [
    dated('Since which day?', 'Enter the day'),
    line('with', 'With which process', 'Enter with which process'),
    line('body', 'Which body leads it', 'Enter which body'),
    line(
      'contact',
      'Who keeps contact with the family for both',
      'Enter who keeps contact with the family',
      'One person, so that nobody has to tell it twice.',
    ),
    long('shared', 'What is shared, and whose terms hold', 'Write what is shared'),
  ],
  stay: [
    dated('Since which day?', 'Enter the day'),
    line('court', 'Which court', 'Enter which court'),
    line('order', 'The order’s reference'),
    long('stayed', 'What has to wait', 'Write what has to wait'),
    line('until', 'Until when, as the order says', undefined, 'A day, or an event: the end of the trial.'),
    choice('over', 'Is it over?', 'Say whether it is over', [
      option('no', 'No, it holds'),
      option('yes', 'Yes, it was lifted'),
    ]),
  ],
};

/** The form of a kind of record. */
export const entrySection = (kind: EntryKind): Section => ({
  id: kind,
  step: '',
  title: kindWords[kind].add,
  questions: questionsOf[kind],
});
