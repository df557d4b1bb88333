import { z } from 'zod';
import { address, dated } from './given.ts';

/** What an item is about: a case of the file, a referral of it, one of the standing items, or words of its own. */
const about = z.union([
  z.strictObject({ case: z.string(), as: z.enum(['case', 'rapid-review', 'review']) }),
  z.strictObject({ referral: z.string() }),
  z.strictObject({ standing: z.enum(['last-minutes', 'matters-arising']) }),
  z.strictObject({ title: z.string().min(1), minutes: z.int().min(1) }),
]);

const item = z.strictObject({
  about,
  /** Minutes that it is meant to take, where it is not as long as others of its kind. */
  takes: z.int().min(1).optional(),
  /** Who has a conflict of interest in it, as they declare it themselves. */
  conflicts: z.array(z.strictObject({ email: address, reason: z.string().min(1) })).default([]),
  /** What is put into the pack: everything of the records that is offered, and words. */
  papers: z
    .strictObject({
      offered: z.boolean(),
      own: z.strictObject({ title: z.string(), words: z.string() }).optional(),
    })
    .optional(),
  note: z.string().default(''),
  actions: z
    .array(z.strictObject({ words: z.string(), owner: z.string(), inDays: z.int().min(1) }))
    .default([]),
  heldOver: z.boolean().default(false),
});

const meeting = dated({
  /** By its kind: of these there is one, whatever it is called. */
  group: z.enum(['main', 'core']),
  begins: z.iso.time({ precision: -1 }),
  ends: z.iso.time({ precision: -1 }),
  place: z.string().min(1),
  items: z.array(item),
  /** By the names of the seats; a seat that is not named was not there. */
  there: z.record(z.string(), z.enum(['holder', 'deputy-0', 'apologies'])).default({}),
  /** How far it has come. One that has begun approves the minutes of the one before. */
  reaches: z.enum(['agenda-out', 'held']),
  /** What members say to those who run it about the minutes that went out. */
  corrections: z
    .array(z.strictObject({ email: address, item: z.int().min(1), words: z.string().min(1) }))
    .default([]),
});

/** The meetings that a training partnership begins with, of one group each, in the order of their days. */
export const meetingsFile = z.strictObject({ meetings: z.array(meeting) });

export type TrainingMeeting = z.infer<typeof meetingsFile>['meetings'][number];
export type TrainingItem = TrainingMeeting['items'][number];
