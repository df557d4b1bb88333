import { momentWords } from '../cases/dates.ts';
import { momentOf } from '../intake/moment.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { partnersOn } from '../law/outcomes.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';
import type { ReviewContent, Sending, Signature } from './review.ts';

/** What the document of a rapid review is made from: one version, or the content as it stands. */
export interface ReviewModel {
  readonly content: ReviewContent;
  /** The version and its digest; null for a draft. */
  readonly version: { readonly number: number; readonly hash: string } | null;
  readonly signatures: readonly Signature[];
  readonly sending: Sending | null;
  /** The day on which the document is made. */
  readonly today: Day;
  readonly provisional: boolean;
  readonly isTraining: boolean;
}

const marking = 'Official-Sensitive';

/** The document of a rapid review: everything that was frozen, item by item, and the signatures over it. */
export function rapidReviewPaper(model: ReviewModel): Paper {
  const { content, version, sending, today, provisional, isTraining } = model;
  return {
    title: `Rapid review: ${content.pseudonym}`,
    about: [
      content.partnership,
      version === null
        ? `Draft of ${withoutWeekday(today)}, not frozen and not signed`
        : `Version ${version.number}`,
      ...(sending === null ? [] : [`Sent to the national Panel on ${momentWords(sending)}`]),
    ],
    footer: content.reference,
    marking: isTraining ? `${marking}. Training: fictional` : marking,
    parts: [
      ...(provisional
        ? [
            note(
              'The local decision is provisional until the Panel has replied and the partners have settled what they do with the reply.',
            ),
          ]
        : []),
      ...content.body.flatMap(({ number, title, parts }): readonly Part[] => [
        { kind: 'heading', level: 1, text: `${number}. ${title}` },
        ...parts.map(lowered),
      ]),
      ...signatureParts(model),
    ],
  };
}

const note = (text: string): Part => ({ kind: 'note', text });

// Within an item headings stand at the third level on a page; in the document they come after the first.
const lowered = (part: Part): Part => (part.kind === 'heading' ? { ...part, level: 2 } : part);

function signatureParts({ content, version, signatures, today }: ReviewModel): readonly Part[] {
  const number = content.body.length + 1;
  const rows = partnersOn(today).map(({ id, title }) => {
    const found = signatures.find(({ partner }) => partner === id);
    if (found === undefined) return [title, 'Has not signed', '', ''];
    const { day, time } = momentOf(found.signedAt);
    const says = found.position === 'agrees' ? 'Agrees' : 'Disagrees';
    return [
      title,
      `${found.name}, ${found.job}`,
      momentWords({ day, time }),
      found.words === '' ? says : `${says}: ${found.words}`,
    ];
  });
  return [
    { kind: 'heading', level: 1, text: `${number}. Signatures of the three partners` },
    {
      kind: 'table',
      caption: 'Signatures',
      head: ['Partner', 'Name and role', 'When', 'Agrees or disagrees'],
      rows,
    },
    ...(version === null
      ? []
      : [
          note(
            `Signed over version ${version.number}, whose content has the SHA-256 digest ${version.hash}.`,
          ),
        ]),
  ];
}

/** What the letter to an agency is made from. */
export interface LetterModel {
  readonly partnership: string;
  readonly mailbox: string | null;
  readonly telephone: string | null;
  readonly reference: string;
  readonly agency: string;
  readonly today: Day;
  readonly summaryBy: Day | null;
  readonly isTraining: boolean;
}

/**
 * The letter that asks an agency to secure its records. It says that there is a review and nothing of what happened, nor who the child is:
 * whom it is about goes by the link and the telephone.
 */
export function securingLetter(model: LetterModel): Paper {
  const { partnership, agency, reference, today, summaryBy, isTraining } = model;
  const reach = [model.mailbox, model.telephone].filter((one) => one !== null);
  return {
    title: 'Please secure your records',
    about: [partnership, `To the safeguarding lead of ${agency}`, withoutWeekday(today)],
    footer: reference,
    marking: isTraining ? `${marking}. Training: fictional` : marking,
    parts: [
      {
        kind: 'text',
        paragraphs: [
          `The safeguarding partners have begun a rapid review of a serious incident (our reference ${reference}). Your agency may hold records that matter to it.`,
          'We will tell you whom it is about by another way than this letter. Please do not put names into your reply to it.',
        ],
      },
      { kind: 'heading', level: 1, text: 'What we ask of you' },
      {
        kind: 'list',
        numbered: true,
        items: [
          'Secure all records, on paper and electronic, as soon as you know whom they concern, and note the day and who did it. Nothing should be added afterwards except openly, with the day on which it is added.',
          'Name somebody to write your agency’s summary: somebody who neither worked with the family nor managed those who did.',
          summaryBy === null
            ? 'Your author gets a link to a short form, and is told a code by telephone. They can say there with one button that you have no record.'
            : `Your author gets a link to a short form, and is told a code by telephone. Please send the summary by ${withoutWeekday(summaryBy)}. They can say there with one button that you have no record.`,
          'Tell us at once of anything that still has to be done to keep a child safe. Do not wait for the summary.',
        ],
      },
      { kind: 'heading', level: 1, text: 'Why we may ask' },
      {
        kind: 'text',
        paragraphs: [
          'Safeguarding partners may ask for information under section 16H of the Children Act 2004. The review is for learning, and not to hold anybody to account.',
          ...(reach.length === 0 ? [] : [`You reach us at ${reach.join(' or ')}.`]),
        ],
      },
    ],
  };
}
