import { type Day, withoutWeekday } from '../law/day.ts';
import type { ReviewRegime } from '../law/review-clocks.ts';
import type { Paper } from '../platform/papers/paper.ts';
import { askedForWords } from './forms-watching.ts';
import type { WrittenRequest } from './review.ts';

/** What a letter to a reviewer is made from. */
export interface RequestLetter {
  readonly partnership: string;
  readonly mailbox: string | null;
  readonly telephone: string | null;
  readonly reference: string;
  /** The review in the middle of a sentence: "local child safeguarding practice review". */
  readonly review: string;
  readonly regime: ReviewRegime;
  readonly request: Pick<WrittenRequest, 'reviewer' | 'askedFor' | 'words' | 'askedOn' | 'dueOn'>;
  readonly isTraining: boolean;
}

const marking = 'Official-Sensitive';
const onDay = (day: Day) => withoutWeekday(day);

/** The written request to a reviewer. It names the reviewer and the reference of the case, and nobody else. */
export function requestLetter(model: RequestLetter): Paper {
  const { partnership, reference, review, regime, request, isTraining } = model;
  const reach = [model.mailbox, model.telephone].filter((one) => one !== null);
  return {
    title: `Request to the reviewer: ${askedForWords[request.askedFor].toLowerCase()}`,
    about: [partnership, `To ${request.reviewer}`, onDay(request.askedOn)],
    footer: reference,
    marking: isTraining ? `${marking}. Training: fictional` : marking,
    parts: [
      {
        kind: 'text',
        paragraphs: [
          `You carry out the ${review} with our reference ${reference}. We ask you for ${request.askedFor === 'draft' ? 'a draft of the report' : 'the information set out below'} by ${onDay(request.dueOn)}.`,
        ],
      },
      { kind: 'heading', level: 1, text: 'What we ask for' },
      { kind: 'text', paragraphs: request.words.split('\n').filter((line) => line !== '') },
      { kind: 'heading', level: 1, text: 'Why we ask' },
      {
        kind: 'text',
        paragraphs: [
          ...(regime === 'practice-review'
            ? [
                'Safeguarding partners have to watch the time that a review takes and its quality, and may ask its reviewer for information or a draft. They do so in writing (SI 2018/789, regulation 14).',
              ]
            : ['Whoever commissioned the review watches the time that it takes and its quality.']),
          ...(reach.length === 0
            ? ['Please answer in writing.']
            : [`Please answer in writing. You reach us at ${reach.join(' or ')}.`]),
        ],
      },
    ],
  };
}
