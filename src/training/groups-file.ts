import { z } from 'zod';
import { groupKinds, planKinds, seatCapacities } from '../group/membership.ts';

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));

const seat = z.strictObject({
  name: z.string().min(1),
  agency: z.string().nullable(),
  capacity: z.enum(seatCapacities),
  /** By their address, as the people of the file have it. */
  holder: z.string(),
  deputy: z.string().optional(),
});

const group = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(groupKinds),
  /** Since when everything of it holds. */
  from: day,
  terms: z.string().min(1),
  seats: z.array(seat),
  /** The seat that chairs. */
  chair: z.string().nullable(),
  quorum: z
    .strictObject({
      minimum: z.int().min(1),
      required: z.array(z.string()),
      otherwise: z.enum(['warn', 'block']),
    })
    .nullable(),
  watches: z.array(z.enum(planKinds)),
});

/** The groups that a training partnership begins with. */
export const groupsFile = z.strictObject({ groups: z.array(group) });

export type TrainingGroups = z.infer<typeof groupsFile>;
export type TrainingGroup = TrainingGroups['groups'][number];
export type TrainingSeat = TrainingGroup['seats'][number];
