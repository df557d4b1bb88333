import type { Option } from '../intake/question.ts';
import { withoutWeekday } from '../law/day.ts';
import { whyUnconfirmed } from '../law/confidence.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';
import type { Pack } from './pack.ts';
import type { PackField, PackGroup } from './pack-field.ts';
import { type AnswerPart, answersSection, childSection } from './questions.ts';
import type { Route } from './route.ts';

/** What is said on every paper and page of where the list of fields comes from. */
export const sourceNote =
  'The exact questions of the national system were not found. This list is put together from the guidance on GOV.UK, from the dimensions of the Department’s statistics, which are made from the system, and from the older form of Ofsted. Fields marked as unconfirmed are known from memory or from local pages.';

/** How sure it is that a field is asked, in words; null where it was read in a published source. */
export const evidenceWords = (field: Pick<PackField, 'evidence'>): string | null =>
  whyUnconfirmed(field.evidence);

const groupParts = ({ title, fields }: PackGroup): readonly Part[] => [
  { kind: 'heading', level: 2, text: title },
  {
    kind: 'facts',
    rows: fields.map(
      (field) => [field.label, field.lines.length === 0 ? 'Not on record' : field.lines.join('\n')] as const,
    ),
  },
];

/** Whose paper it is, and of which day. */
export interface PaperFacts {
  readonly partnership: string;
  readonly reference: string;
  readonly training: boolean;
  readonly today: Temporal.PlainDate;
}

const marking = (training: boolean) =>
  training
    ? 'Fictional: a training partnership. Official-Sensitive'
    : 'Official-Sensitive. Names children and their families';

/** The whole pack as a paper, in the order of the national system. */
export function packPaper(pack: Pack, { partnership, reference, training, today }: PaperFacts): Paper {
  const { route, forms, gaps } = pack;
  return {
    title: 'Notification of a serious incident',
    about: [
      `${partnership}. Case ${reference}`,
      `As on record on ${withoutWeekday(today)}`,
      `For: ${route.name}`,
    ],
    footer: reference,
    marking: marking(training),
    parts: [
      { kind: 'text', paragraphs: [route.goesTo, sourceNote] },
      ...(gaps.length === 0
        ? []
        : ([
            {
              kind: 'heading',
              level: 2,
              text: gaps.length === 1 ? 'One answer is missing' : `${gaps.length} answers are missing`,
            },
            { kind: 'list', items: gaps.map(({ label, where }) => `${where}: ${label}`) },
          ] satisfies Part[])),
      ...forms.flatMap(({ title, groups }, index): readonly Part[] => [
        ...(index === 0 ? [] : [{ kind: 'new-page' } as const]),
        { kind: 'heading', level: 1, text: title },
        ...groups.flatMap(groupParts),
      ]),
    ],
  };
}

// A choice is ticked, a day has its boxes, and the rest has room by its length.
function blank({
  label,
  options,
  kind,
  hint = '',
}: {
  label: string;
  options?: readonly Option[];
  kind: string;
  hint?: string;
}): Part {
  const question = label.replace(/ \(optional\)$/, '');
  if (options !== undefined)
    return { kind: 'boxes', question, help: hint, options: options.map(({ text }) => text) };
  if (kind === 'date') return { kind: 'day', question, help: hint };
  return { kind: 'room', question, help: hint, lines: kind === 'long' ? 6 : 1 };
}

const line = (question: string, lines = 1, help = ''): Part => ({ kind: 'room', question, help, lines });
const day = (question: string): Part => ({ kind: 'day', question, help: '' });
const yesNo = (question: string, options: readonly string[]): Part => ({
  kind: 'boxes',
  question,
  help: '',
  options,
});

const blankChild = (number: number, sexes: readonly string[]): readonly Part[] => [
  { kind: 'heading', level: 2, text: `Child ${number}` },
  ...childSection.questions.slice(0, 2).map(blank),
  line('Other names'),
  day('Date of birth'),
  line('Age, where the date of birth is not known'),
  ...childSection.questions.slice(2, 3).map(blank),
  yesNo('Sex', sexes),
  line('Ethnicity'),
  line('Disability'),
  line('Home address', 2),
  ...childSection.questions.slice(3).map(blank),
  day('Date of death, if the child died'),
];

/** The same questions with room to write by hand: for the day on which the national system is down. */
export function blankPaper(
  route: Route,
  { partnership, training }: Pick<PaperFacts, 'partnership' | 'training'>,
): Paper {
  const asked = (part: AnswerPart): readonly Part[] => answersSection(part, route.way).questions.map(blank);
  const heading = (text: string): Part => ({ kind: 'heading', level: 2, text });
  return {
    title: 'Notification of a serious incident: form to fill in by hand',
    about: [partnership, `For: ${route.name}`],
    footer: 'Notification form',
    marking: marking(training),
    parts: [
      {
        kind: 'note',
        text: 'For the day on which the national system cannot be reached. It takes the place of nothing: the five working days go on, and what is written here is typed into the system as soon as it is back.',
      },
      { kind: 'text', paragraphs: [route.goesTo, sourceNote] },
      heading('Who notifies'),
      line('Local authority'),
      ...asked('notifier'),
      heading('The incident'),
      line('Date of the incident, or from when to when'),
      day('Date the local authority became aware'),
      line('Place or area'),
      line('Summary of what happened', 8),
      yesNo('Nature', ['Child death', 'Serious harm', 'Other']),
      line('Likely cause, or kind of harm', 2),
      ...asked('incident'),
      ...[1, 2, 3, 4].flatMap((number) => blankChild(number, ['Female', 'Male', 'Not known'])),
      heading('The family'),
      line('Parents', 3),
      line('Brothers and sisters, with their ages', 3),
      ...asked('family'),
      heading('Outline of the case'),
      line('Outline, with any child from the fifth on', 12),
      line('Other children who are affected', 3),
      heading('The partnership and other areas'),
      day('Date the safeguarding partners were informed'),
      ...asked('partners'),
      heading('Once the system is back'),
      day('Typed in on'),
      line('At what time'),
      line('By whom'),
      line('Reference of the national system'),
    ],
  };
}
