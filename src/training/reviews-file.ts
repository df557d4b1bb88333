import { z } from 'zod';
import { lateReasons, type LateReason } from '../cases/late-reasons.ts';
import { partnerIds } from '../law/outcomes.ts';
import { positions } from '../notifiable/record.ts';
import { answerParts } from '../notification/questions.ts';
import { itemIds } from '../rapid-review/checklist.ts';
import { entryKinds } from '../rapid-review/entries.ts';
import { stepEnds } from '../rapid-review/script.ts';
import { reviewDayKinds } from '../review/days.ts';
import { askedForWords, qualityFoundWords, timeFoundWords } from '../review/forms-watching.ts';
import { reviewKinds, reviewStates } from '../review/review.ts';
import { address, dated } from './given.ts';

// Boxes of a form by their names; what is ticked is a list.
const boxes = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const words = z.string().min(1);

const view = dated({
  by: address,
  partner: z.enum(partnerIds),
  position: z.enum(positions),
  reason: words,
  dissent: z.string().default(''),
});

const notifiable = dated({
  by: address,
  /** What the case file does not answer by itself. */
  answers: z.record(z.string(), z.string()),
  judged: z.string(),
  reasons: words,
  lookAgainInDays: z.int().min(1).optional(),
  views: z.array(view).default([]),
  escalations: z.array(dated({ toWhom: words, outcome: z.string() })).default([]),
});

const late = z.enum(Object.keys(lateReasons) as [LateReason, ...LateReason[]]);

const sent = dated({
  time: words,
  boxes,
  /** The day on which the partnership was told; absent where it is on record already. */
  told: dated({ how: words, time: z.string().default('') }).optional(),
  late: z.strictObject({ reason: late, words: z.string() }).optional(),
});

const notification = z.strictObject({
  by: address,
  parts: z.partialRecord(z.enum(answerParts), boxes).default({}),
  /** The pages of the children, in the order of the referral; what is not there stands as the file has it. */
  children: z.array(boxes).default([]),
  sent: sent.optional(),
});

const entry = z.strictObject({
  kind: z.enum(entryKinds),
  agency: z.string().optional(),
  day: dated({}).optional(),
  answers: boxes,
});

const summary = z.strictObject({
  agency: z.string(),
  person: words,
  email: z.email(),
  about: words,
  workingDays: z.int().min(1),
  /** What the agency sends: its summary, that it has no record, or nothing yet. */
  answers: boxes.optional(),
  nil: z.strictObject({ name: words, job: words }).optional(),
  escalated: z.array(z.strictObject({ whom: words, words })).default([]),
});

const item = z.strictObject({
  item: z.enum(itemIds),
  owner: words,
  state: z.enum(['in-progress', 'done', 'not-applicable']),
  reason: z.string().default(''),
  answers: boxes.default({}),
});

const sealed = z.strictObject({
  signatures: z.array(
    z.strictObject({
      by: address,
      partner: z.enum(partnerIds),
      position: z.enum(['agrees', 'disagrees']),
      words: z.string(),
      job: words,
    }),
  ),
  /** By whom it was sent to the Panel, and how. */
  sent: words,
  panel: z.strictObject({ position: words, words }),
  partners: z.strictObject({ position: words, words }),
});

const rapidReview = z.strictObject({
  script: z
    .strictObject({
      source: words,
      steps: z.array(z.strictObject({ name: words, from: z.int(), until: z.int(), done: z.enum(stepEnds) })),
    })
    .optional(),
  entries: z.array(entry).default([]),
  summaries: z.array(summary).default([]),
  items: z.array(item).default([]),
  /** Absent for one that still runs. What is signed is signed today, so it is sent and answered today. */
  sealed: sealed.optional(),
});

const review = z.strictObject({
  kind: z.enum(reviewKinds),
  reviewers: z.array(
    dated({
      name: words,
      organisation: z.string().default(''),
      /** Whose account here is theirs; absent for somebody who does not sign in. */
      account: address.optional(),
      independentOf: words,
      /** The conflict of interest that was declared, and what was decided about it; absent where there is none. */
      conflict: words.optional(),
      considered: words,
    }),
  ),
  /** One of a kind that is there twice takes the place of the one before, for its reason. */
  days: z.array(dated({ kind: z.enum(reviewDayKinds), source: words, reason: z.string().default('') })),
  checks: z
    .array(
      dated({
        time: z.enum(Object.keys(timeFoundWords) as [keyof typeof timeFoundWords]),
        timeWords: words,
        quality: z.enum(Object.keys(qualityFoundWords) as [keyof typeof qualityFoundWords]),
        qualityWords: words,
      }),
    )
    .default([]),
  requests: z
    .array(
      dated({
        reviewer: words,
        askedFor: z.enum(Object.keys(askedForWords) as [keyof typeof askedForWords]),
        words,
        due: dated({}),
        answered: dated({ words }).optional(),
      }),
    )
    .default([]),
  moves: z.array(dated({ to: z.enum(reviewStates), reason: words })).default([]),
});

/** What cases have besides their file: whether they are notifiable, the notification with its codes, the rapid review, and the review decided on. */
export const reviewsFile = z.record(
  z.string(),
  z.strictObject({
    notifiable: notifiable.optional(),
    notification: notification.optional(),
    codes: z.record(z.string(), z.array(z.string())).optional(),
    rapidReview: rapidReview.optional(),
    review: review.optional(),
  }),
);

export type TrainingReviews = z.infer<typeof reviewsFile>;
export type TrainingNotifiable = z.infer<typeof notifiable>;
export type TrainingNotification = z.infer<typeof notification>;
export type TrainingRapidReview = z.infer<typeof rapidReview>;
export type TrainingReview = z.infer<typeof review>;
export type TrainingSummary = z.infer<typeof summary>;
export type TrainingSealed = z.infer<typeof sealed>;
export type Boxes = z.infer<typeof boxes>;
