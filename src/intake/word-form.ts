import { createHash } from 'node:crypto';
import type { WordBlock, WordControl, WordDocument, WordRow } from '../platform/documents/write-docx.ts';
import { nameOn, type Partnership } from '../partnership/partnership.ts';
import type { Condition, Option, Question, Section } from './question.ts';
import { sections as allSections } from './questions.ts';
import { capital } from './shown.ts';

/** Whose form it is, and where it goes. What the partnership has not set is null, and never invented. */
export interface FormOwner {
  readonly partnership: string;
  /** The name of the form today; null where the partnership has entered none. */
  readonly form: string | null;
  /** Where the same form stands on the web. */
  readonly address: string;
  /** The telephone for a child at risk. */
  readonly telephone: string | null;
  readonly council: string;
  /** A role mailbox, never a named officer's. */
  readonly mailbox: string | null;
}

/** The owner of the form of a partnership on a day; `origin` is where its site answers. */
export const ownerOf = (partnership: Partnership, origin: string, today: Temporal.PlainDate): FormOwner => ({
  partnership: partnership.name,
  form: nameOn(partnership.names, 'form-referral', today)?.name ?? null,
  address: `${origin}/refer`,
  telephone: partnership.settings.concernTelephone,
  council: partnership.authorityName,
  mailbox: partnership.settings.businessUnitMailbox,
});

/** The name of the file of the blank form. */
export const fileName = ({ referencePrefix }: Partnership): string =>
  `${referencePrefix.replace(/[^A-Za-z0-9]/g, '')}-case-referral-form.docx`;

/** The name under which a form keeps which questions it asks. */
export const versionProperty = 'Form version';

/** Text as it is compared: spaces, kinds of quotation marks and case make no difference. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

// The names under which it keeps which lines outside its tables are its own, whatever the partnership's settings were on its day. Word
// takes 255 characters for each.
const linesProperty = 'Form lines';
const digestsEach = 25;

function linesKept(lines: readonly string[]): Readonly<Record<string, string>> {
  const parts = Array.from({ length: Math.ceil(lines.length / digestsEach) }, (_, at) => [
    `${linesProperty} ${at + 1}`,
    lines
      .slice(at * digestsEach, (at + 1) * digestsEach)
      .map(lineDigest)
      .join(' '),
  ]);
  return Object.fromEntries(parts);
}

/** What stands for the lines that a form had outside its tables when it was blank, by its properties. */
export const ownLines = (properties: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(
    Object.entries(properties).flatMap(([name, value]) =>
      name.startsWith(linesProperty) ? value.split(' ') : [],
    ),
  );

/** What stands for a line, however it was saved. */
export const lineDigest = (text: string): string => digest(comparable(text), 8);

const digest = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** The right-hand heading of every table: by it the beginning of a table is known again. */
export const answerHeading = 'Your answer';

/** What stands in an answer that has not been given. */
export const prompts = {
  line: 'Type here',
  lines: 'Type here. Begin a new line wherever you like.',
  day: 'Choose or type a day, like 5 June 2026',
  one: 'Choose an answer',
} as const;

// How often a section that repeats is laid out; whoever needs more copies a table, which is read as one more.
const laidOut: Readonly<Record<string, number>> = { children: 3, people: 5, dates: 8, agencies: 6 };
const otherwiseLaidOut = 3;

/** How often the tables of a section stand in the form. */
export const timesOf = ({ id, repeat }: Section): number =>
  repeat === undefined ? 1 : Math.min(repeat.most, laidOut[id] ?? otherwiseLaidOut);

/** What stands for the questions of the form: another text as soon as one of them, or an answer that it offers, is another. */
export const fingerprintOf = (sections: readonly Section[] = allSections): string =>
  digest(JSON.stringify(sections), 16);

/** The heading of the table of a section, or of its entry of that number from 1. */
export const tableHeading = ({ title, repeat }: Section, number: number): string =>
  repeat === undefined ? title : `${capital(repeat.one)} ${number}`;

/** The tag of a box: of the question and of the answer that it stands for. */
export const boxTag = (question: string, value: string): string => `${question}:${value}`;

/** The form as a Word document: the questions of the web form, from the same definition. */
export function wordForm(owner: FormOwner, sections: readonly Section[] = allSections): WordDocument {
  const name = owner.form ?? 'Case referral form';
  // A document that ends with a table loses it where LibreOffice saves it as .doc.
  const end = paragraph('This is the end of the form. Thank you.');
  const blocks = [
    ...opening(owner, name),
    ...sections.flatMap((section) => sectionBlocks(section, sections)),
    end,
  ];
  return {
    title: `${name}: ${owner.partnership}`,
    language: 'en-GB',
    properties: {
      [versionProperty]: fingerprintOf(sections),
      ...linesKept(linesOf({ blocks })),
    },
    blocks,
  };
}

const paragraph = (text: string): WordBlock => ({ kind: 'paragraph', text });

function opening(owner: FormOwner, name: string): readonly WordBlock[] {
  const call = owner.telephone ?? `children’s services at ${owner.council}`;
  const mailbox =
    owner.mailbox === null ? '' : ` You reach the partnership’s business unit at ${owner.mailbox}.`;
  return [
    { kind: 'heading', level: 1, text: name },
    paragraph(owner.partnership),
    {
      kind: 'warning',
      text: `This is not a child protection referral. If a child is at risk now, do not use this form. In an emergency call 999. Otherwise call ${call}.`,
    },
    paragraph(
      'Use this form when something has already happened to a child, and you think the agencies involved should look back and learn from it. Speak with your agency’s safeguarding lead first. Give what you have: a gap is no reason to wait.',
    ),
    paragraph(
      `The same form can be filled in on the web, where you need no account and see what becomes of it: ${owner.address}`,
    ),
    paragraph(
      `To send this document, ask the partnership’s safeguarding coordinator how, before you send it.${mailbox} Never put a child’s name or what happened into the subject of an e-mail or into the name of a file.`,
    ),
    paragraph(
      'Each table has the questions on the left. Answer on the right, in the places provided, and leave empty what does not apply. The tables are read by their layout: please add no columns.',
    ),
  ];
}

function sectionBlocks(section: Section, sections: readonly Section[]): readonly WordBlock[] {
  const { title, lead, oneOf, repeat } = section;
  const above: readonly WordBlock[] = [
    { kind: 'heading', level: 2, text: title },
    ...(lead === undefined ? [] : [paragraph(lead)]),
    ...(oneOf === undefined ? [] : [paragraph(`${oneOf.text}.`)]),
  ];
  const table = (number: number): WordBlock => ({
    kind: 'form',
    head: [tableHeading(section, number), answerHeading],
    rows: section.questions.map((question) => rowOf(question, sections)),
  });
  if (repeat === undefined) return [...above, table(1)];
  const times = timesOf(section);
  const more = `There is room for ${times} ${repeat.many}. Fill in a table for each, and leave the others empty. For more than ${times}, copy a whole table with its heading and put it below the last.`;
  return [
    ...above,
    paragraph(more),
    ...Array.from({ length: times }, (_, index): readonly WordBlock[] => [
      { kind: 'heading', level: 3, text: tableHeading(section, index + 1) },
      table(index + 1),
    ]).flat(),
  ];
}

const rowOf = (question: Question, sections: readonly Section[]): WordRow => ({
  label: question.label,
  hints: hintsOf(question, sections),
  control: controlOf(question, optionsOnPaper(question, sections)),
});

/** What stands under a question: when it is asked at all, and what helps to answer it. */
export const hintsOf = (
  question: Question,
  sections: readonly Section[] = allSections,
): readonly string[] => [
  ...conditionOf(question, sections),
  // The example of a day is for the three boxes of the web; here the place for it has its own.
  ...(question.hint === undefined || question.kind === 'date' ? [] : [question.hint]),
];

// What the web form shows only when it is needed, paper has to say.
function conditionOf(question: Question, sections: readonly Section[]): readonly string[] {
  const { when, onlyIf = [], unless = [], ifSeveral } = question;
  const several = sections.find(({ id }) => id === ifSeveral)?.repeat?.many;
  const here = [...(when === undefined ? [] : [when]), ...onlyIf];
  return [
    ...sentence('Only if', here, sections),
    ...sentence('Not if', unless, sections),
    ...(several === undefined ? [] : [`Only if there are several ${several}.`]),
  ];
}

function sentence(begin: string, conditions: readonly Condition[], sections: readonly Section[]) {
  const said = conditions.flatMap(({ question, is }) => {
    const asker = sections.flatMap(({ questions }) => questions).find(({ id }) => id === question);
    const option = asker?.options?.find(({ value }) => value === is);
    if (asker === undefined || option === undefined) return [];
    return asker.kind === 'choices'
      ? [`ticked “${option.text}”`]
      : [`answered “${option.text}” to “${asker.label}”`];
  });
  return said.length === 0 ? [] : [`${begin} you ${said.join(', or ')}.`];
}

/** What may be chosen on paper: for the entries of another section, its tables by their headings. */
export function optionsOnPaper(
  { options = [], optionsOf }: Question,
  sections: readonly Section[] = allSections,
): readonly Option[] {
  const section = sections.find(({ id }) => id === optionsOf);
  if (section === undefined) return options;
  return Array.from({ length: timesOf(section) }, (_, index) => ({
    value: String(index + 1),
    text: tableHeading(section, index + 1),
  }));
}

function controlOf({ id, kind, label }: Question, options: readonly Option[]): WordControl {
  const named = { tag: id, title: titleOf({ label }) };
  if (kind === 'long') return { ...named, kind: 'lines', prompt: prompts.lines };
  if (kind === 'date') return { ...named, kind: 'day', prompt: prompts.day };
  if (kind === 'choice')
    return {
      ...named,
      kind: 'one-of',
      prompt: prompts.one,
      options: options.map(({ value, text }) => ({ value, text })),
    };
  if (kind !== 'choices') return { ...named, kind: 'line', prompt: prompts.line };
  const boxes = options.map(({ value, text, hint }) => ({
    tag: boxTag(id, value),
    title: titleOf({ label: text }),
    text,
    hint: hint ?? null,
  }));
  return { kind: 'ticks', boxes };
}

/** The title of the control of a question. Word allows 64 characters; the whole label stands beside it. */
export const titleOf = ({ label }: Pick<Question, 'label'>): string =>
  Array.from(label).slice(0, 64).join('');

/** The lines of a blank form outside its tables, for whoever looks for what was written there. */
export const linesOf = ({ blocks }: Pick<WordDocument, 'blocks'>): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'form' ? [] : [block.text]));
