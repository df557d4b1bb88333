import type { Paper, Part } from '../platform/papers/paper.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { mostOf, type Question, type Section } from './question.ts';
import { sections as allSections } from './questions.ts';
import { type FormOwner, hintsOf, optionsOnPaper, tableHeading } from './word-form.ts';

/** The name of the file of the form to print. */
export const printedName = ({ referencePrefix }: Partnership): string =>
  `${referencePrefix.replace(/[^A-Za-z0-9]/g, '')}-case-referral-form.pdf`;

// How often the questions of a section that repeats are printed. Whoever needs more prints those pages again.
const printed: Readonly<Record<string, number>> = { children: 1, people: 2, dates: 4, agencies: 4 };

/** How often the questions of a section stand in the printed form. */
export const timesPrinted = ({ id, repeat }: Section): number =>
  repeat === undefined ? 1 : Math.min(repeat.most, printed[id] ?? 2);

/** The form to print and fill in by hand: the questions of the web form, from the same definition. */
export function printedForm(owner: FormOwner, sections: readonly Section[] = allSections): Paper {
  const name = owner.form ?? 'Case referral form';
  return {
    title: name,
    about: [owner.partnership, 'To print and fill in by hand'],
    footer: name,
    marking: 'Confidential when filled in',
    parts: [...opening(owner), ...sections.flatMap((section) => sectionParts(section, sections, owner))],
  };
}

const callOf = ({ telephone, council }: FormOwner) => telephone ?? `children’s services at ${council}`;

function opening(owner: FormOwner): readonly Part[] {
  const { mailbox, address } = owner;
  const unit = mailbox === null ? '' : ` You reach the partnership’s business unit at ${mailbox}.`;
  return [
    {
      kind: 'note',
      text: `This is not a child protection referral. If a child is at risk now, do not use this form. In an emergency call 999. Otherwise call ${callOf(owner)}.`,
    },
    {
      kind: 'text',
      paragraphs: [
        'Use this form when something has already happened to a child, and you think the agencies involved should look back and learn from it. Speak with your agency’s safeguarding lead first. Give what you have: a gap is no reason to wait.',
        `The same form can be filled in on the web, where you need no account and see what becomes of it: ${address}`,
      ],
    },
    { kind: 'heading', level: 1, text: 'How to fill it in and send it' },
    {
      kind: 'list',
      items: [
        'Tick boxes and write in the spaces. Leave empty what does not apply or what you do not know.',
        'If a space is too small, go on at the end or on another sheet, and say which question it answers.',
        `Ask the partnership’s safeguarding coordinator how to send it, before you send it.${unit}`,
        'Never put a child’s name or what happened into the subject of an e-mail, into the name of a file or on an envelope.',
      ],
    },
  ];
}

function sectionParts(section: Section, sections: readonly Section[], owner: FormOwner): readonly Part[] {
  const { title, lead, oneOf, repeat } = section;
  const times = timesPrinted(section);
  const more =
    repeat === undefined
      ? []
      : [
          `There is room for ${times === 1 ? `one ${repeat.one}` : `${times} ${repeat.many}`}. Print these pages again for more, and number each.`,
        ];
  const said = [
    ...(lead === undefined ? [] : [lead]),
    ...(oneOf === undefined ? [] : [`${oneOf.text}.`]),
    ...more,
  ];
  return [
    { kind: 'heading', level: 1, text: title },
    ...(said.length === 0 ? [] : [{ kind: 'text', paragraphs: said } as const]),
    ...Array.from({ length: times }, (_, index): readonly Part[] => [
      ...(repeat === undefined
        ? []
        : [{ kind: 'heading', level: 2, text: tableHeading(section, index + 1) } as const]),
      ...section.questions.flatMap((question) => questionParts(question, sections, owner)),
    ]).flat(),
  ];
}

// A line of handwriting holds about sixty letters. Nobody is asked to write by hand as much as can be typed.
const lettersEach = 60;
const leastLines = 4;
const mostLines = 10;

// What the web form shows in place of the next page, paper says below the question: call before you write on.
function questionParts(question: Question, sections: readonly Section[], owner: FormOwner): readonly Part[] {
  const part = questionPart(question, sections);
  if (question.id !== 'at-risk-now') return [part];
  const text = `If you ticked “Yes”, stop here and call now: 999 in an emergency, otherwise ${callOf(owner)}. Then fill in the rest.`;
  return [part, { kind: 'note', text }];
}

// These explain what the web form does next.
const isOfTheWeb = (hint: string) => hint.startsWith('We will show you');

function questionPart(question: Question, sections: readonly Section[]): Part {
  const { kind, label } = question;
  const hints = hintsOf(question, sections);
  if (kind === 'date') return { kind: 'day', question: label, help: hints.join('\n') };
  if (kind === 'choice' || kind === 'choices') {
    const options = optionsOnPaper(question, sections);
    const tick = kind === 'choices' ? 'Tick all that apply.' : 'Tick one.';
    return {
      kind: 'boxes',
      question: label,
      help: [...(options.length > 1 ? [tick] : []), ...hints].join(' '),
      options: options.map(({ text, hint = '' }) => ({ text, help: isOfTheWeb(hint) ? '' : hint })),
    };
  }
  const byLength = Math.ceil(mostOf(question) / lettersEach / 6);
  const lines = kind === 'long' ? Math.min(mostLines, Math.max(leastLines, byLength)) : 1;
  return { kind: 'room', question: label, help: hints.join('\n'), lines };
}
