import { choice, date, line, long, read, type Read, section, wrong } from '../review/form-parts.ts';
import { dayIn, type Filled, type Option, type Question, type Section, textOf } from '../intake/question.ts';
import type { GivenEvidence, GivenFinding } from './finding.ts';
import { type Addressee, type GivenRecommendation, headlineWords, wordCount } from './recommendation.ts';
import { facetLabel, type ThemeList } from './themes.ts';
import { findingKinds, optionsOf } from './words.ts';

type Named = readonly { readonly id: string; readonly title: string }[];

const ticked = (filled: Filled, question: string): readonly string[] => {
  const answer = filled[question];
  return Array.isArray(answer) ? answer.map(String) : [];
};

const ticks = (
  id: string,
  label: string,
  name: string,
  options: readonly Option[],
  hint?: string,
): Question => ({
  id,
  kind: 'choices',
  label,
  name,
  options,
  ...(hint === undefined ? {} : { hint }),
});

/** A day that may be left empty. */
const openDate = (id: string, label: string, name: string, hint?: string): Question => {
  const { required: _, ...open } = date(id, label, name, hint);
  return open;
};

const becauseQuestion = (label: string) =>
  long('because', label, 'The reason', undefined, 'It is kept with the version.', 2_000);

const themePrefix = 'themes-';

/** The name of the field with the themes of a facet. */
export const themeField = (facet: string): string => `${themePrefix}${facet}`;

// What practice and organisations show is what a finding is marked with most, so it comes first.
const facetsOf = (themes: ThemeList['themes']): readonly string[] => {
  const first = ['practice-theme', 'system-theme'];
  const all = [...new Set(themes.map(({ facet }) => facet))];
  return [...first.filter((one) => all.includes(one)), ...all.filter((one) => !first.includes(one))];
};

/** What is asked of a finding; of one that is changed also why. */
export const findingSection = ({ themes }: ThemeList, isNew: boolean): Section =>
  section('finding', [
    choice(
      'kind',
      'What is it a finding of?',
      'What it is of',
      'Say what it is a finding of',
      optionsOf(findingKinds),
    ),
    line('title', 'The finding in one line', 'The finding in one line', 'Write the finding in one line'),
    long(
      'words',
      'What was found, and why it was so',
      'What was found',
      'Write what was found',
      'Use no names. What was good belongs here as well.',
      10_000,
    ),
    line(
      'enquiry',
      'Key line of enquiry',
      'The key line of enquiry',
      undefined,
      'Its number or short name in the terms of reference, where it answers one.',
    ),
    ...facetsOf(themes).map((facet) =>
      ticks(
        themeField(facet),
        `Themes: ${facetLabel(facet).toLowerCase()}`,
        'The themes',
        themes.filter((one) => one.facet === facet).map(({ id, label }) => ({ value: id, text: label })),
      ),
    ),
    ...(isNew ? [] : [{ ...becauseQuestion('Why does it change?'), required: 'Say why it changes' }]),
  ]);

/** The form of a finding as it was read. */
export function readFinding(of: Section, form: URLSearchParams): Read<GivenFinding> {
  const found = read(of, form, (filled) => ({
    kind: textOf(filled, 'kind') as GivenFinding['kind'],
    title: textOf(filled, 'title'),
    words: textOf(filled, 'words'),
    enquiry: textOf(filled, 'enquiry'),
    themes: of.questions.flatMap(({ id }) => (id.startsWith(themePrefix) ? ticked(filled, id) : [])),
    because: textOf(filled, 'because'),
  }));
  return found.given !== null && found.given.themes.length > 20
    ? {
        given: null,
        problems: wrong(
          of.questions.find(({ id }) => id.startsWith(themePrefix))?.id ?? '',
          'Tick at most 20 themes',
        ),
      }
    : found;
}

/** What is asked of something that a finding rests on; `documents` are those of the case. */
export const evidenceSection = (documents: Named): Section =>
  section('evidence', [
    choice('evidence', 'What does it rest on?', 'What it rests on', 'Say what it rests on', [
      { value: 'chronology', text: 'An entry of the chronology' },
      { value: 'paragraph', text: 'A paragraph of a report' },
      ...(documents.length === 0 ? [] : [{ value: 'document', text: 'A document of this case' }]),
    ]),
    {
      ...line('lane', 'Lane', 'The lane', 'Enter the lane', 'As the chronology numbers it.'),
      when: { question: 'evidence', is: 'chronology' },
    },
    {
      ...line('row', 'Entry', 'The entry', 'Enter the number of the entry'),
      when: { question: 'evidence', is: 'chronology' },
    },
    {
      ...line(
        'paragraph',
        'Which paragraph of which report',
        'The paragraph',
        'Say which paragraph',
        'For example: hospital report, 4.12',
      ),
      when: { question: 'evidence', is: 'paragraph' },
    },
    ...(documents.length === 0
      ? []
      : [
          {
            ...choice(
              'document',
              'Which document?',
              'The document',
              'Choose a document',
              documents.map(({ id, title }) => ({ value: id, text: title })),
            ),
            when: { question: 'evidence', is: 'document' },
          },
          { ...line('pages', 'Pages', 'The pages'), when: { question: 'evidence', is: 'document' } },
        ]),
    long(
      'cited',
      'What it says',
      'What it says',
      'Write what it says',
      'Word for word where you can. It is kept even where the entry is later taken out of the chronology.',
      2_000,
    ),
  ]);

/** The form of it as it was read. */
export function readEvidenceForm(of: Section, form: URLSearchParams): Read<GivenEvidence> {
  const found = read(of, form, (filled): GivenEvidence => {
    const kind = textOf(filled, 'evidence') as GivenEvidence['kind'];
    return {
      kind,
      laneId: kind === 'chronology' ? textOf(filled, 'lane') : null,
      rowId: kind === 'chronology' ? textOf(filled, 'row') : null,
      documentId: kind === 'document' ? textOf(filled, 'document') : null,
      place:
        kind === 'paragraph'
          ? textOf(filled, 'paragraph')
          : kind === 'document'
            ? textOf(filled, 'pages')
            : '',
      words: textOf(filled, 'cited'),
    };
  });
  if (found.given === null) return found;
  const tooLong = (['lane', 'row', 'paragraph', 'pages'] as const).find(
    (id) => (form.get(id) ?? '').trim().length > 100,
  );
  return tooLong === undefined
    ? found
    : { given: null, problems: wrong(tooLong, 'Write at most 100 characters') };
}

/** What is asked where something that a finding rested on is struck. */
export const strikeSection: Section = section('strike', [
  long(
    'why',
    'Why is it struck?',
    'The reason',
    'Say why it is struck',
    'For example: the entry was withdrawn when the chronology was merged again.',
    2_000,
  ),
]);

/** The form of a strike as it was read. */
export const readStrike = (form: URLSearchParams): Read<string> =>
  read(strikeSection, form, (filled) => textOf(filled, 'why'));

/** What is asked of a recommendation; `findings` are those of its review. */
export const recommendationSection = (findings: Named, isNew: boolean): Section =>
  section('recommendation', [
    line('headline', 'Headline', 'The headline', 'Write a headline', `At most ${headlineWords} words.`),
    long('words', 'The recommendation', 'The recommendation', 'Write the recommendation', 'Use no names.'),
    ...(findings.length === 0
      ? []
      : [
          ticks(
            'findings',
            'From which findings does it come?',
            'The findings',
            findings.map(({ id, title }) => ({ value: id, text: title })),
          ),
        ]),
    long('rationale', 'Why it is made', 'Why it is made'),
    long(
      'outcome',
      'What is to be better for children',
      'What is to be better for children',
      undefined,
      'What somebody could go and look for in a year.',
    ),
    openDate('by', 'By when', 'The day by which', 'Leave it empty where no day is set.'),
    ...(isNew ? [] : [becauseQuestion('Why does it change?')]),
  ]);

const given = (filled: Filled): GivenRecommendation => ({
  headline: textOf(filled, 'headline'),
  words: textOf(filled, 'words'),
  rationale: textOf(filled, 'rationale'),
  outcome: textOf(filled, 'outcome'),
  byWhen: dayIn(filled, 'by'),
  findings: ticked(filled, 'findings'),
  because: textOf(filled, 'because'),
});

/** The form of a recommendation as it was read; its headline has ten words at most. */
export function readRecommendationForm(of: Section, form: URLSearchParams): Read<GivenRecommendation> {
  const found = read(of, form, given);
  if (found.given === null) return found;
  const count = wordCount(found.given.headline);
  return count <= headlineWords
    ? found
    : {
        given: null,
        problems: wrong(
          'headline',
          `The headline must have ${headlineWords} words or fewer. It has ${count}`,
        ),
      };
}

/** What is asked of one that was made elsewhere. */
export const elsewhereSection = (): Section => {
  const own = recommendationSection([], true);
  return section('elsewhere', [
    choice('origin', 'Who made it?', 'Who made it', 'Say who made it', [
      { value: 'national', text: 'A national review' },
      { value: 'other-body', text: 'Another body: an inspectorate, a coroner, another review' },
    ]),
    line(
      'source',
      'Which review or body',
      'The review or body',
      'Say which review or body',
      'As it is published. Name no person.',
    ),
    line('source-id', 'Its number there', 'The number'),
    ...own.questions,
  ]);
};

/** One that was made elsewhere, as it was read. */
export function readElsewhere(form: URLSearchParams): Read<{
  readonly origin: 'national' | 'other-body';
  readonly source: string;
  readonly sourceId: string;
  readonly given: GivenRecommendation;
}> {
  const of = elsewhereSection();
  const words = readRecommendationForm(of, form);
  if (words.given === null) return { given: null, problems: words.problems };
  const own = words.given;
  const found = read(of, form, (filled) => ({
    origin: textOf(filled, 'origin') === 'national' ? ('national' as const) : ('other-body' as const),
    source: textOf(filled, 'source'),
    sourceId: textOf(filled, 'source-id'),
    given: own,
  }));
  return found.given !== null && found.given.sourceId.length > 100
    ? { given: null, problems: wrong('source-id', 'The number must be 100 characters or fewer') }
    : found;
}

/** What is asked of an addressee. */
export const addresseeSection = (
  agencies: readonly { readonly id: string; readonly name: string }[],
): Section =>
  section('addressee', [
    choice('agency', 'To whom is it made?', 'The addressee', 'Say to whom it is made', [
      ...agencies.map(({ id, name }) => ({ value: id, text: name })),
      { value: 'other', text: 'A body outside the partnership' },
    ]),
    {
      ...line(
        'body',
        'Which body?',
        'The body',
        'Say which body',
        'For example: the Department for Education.',
      ),
      when: { question: 'agency', is: 'other' },
    },
  ]);

/** The form of an addressee as it was read. */
export const readAddressee = (of: Section, form: URLSearchParams): Read<Addressee> =>
  read(of, form, (filled) => {
    const agency = textOf(filled, 'agency');
    return agency === 'other'
      ? { agencyId: null, body: textOf(filled, 'body') }
      : { agencyId: agency, body: '' };
  });
