import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parts } from '../cases/access.ts';
import { dateKinds } from '../cases/date-kinds.ts';
import { harms } from '../cases/opening.ts';
import { relations } from '../cases/people.ts';
import { answers, capacities, positions } from '../group/decision.ts';
import { incidentEvents } from '../law/facts.ts';
import { outcomes, partnerIds } from '../law/outcomes.ts';
import { roles } from '../people/invitation.ts';
import { address, dated } from './given.ts';
import { reviewsFile, type TrainingReviews } from './reviews-file.ts';
import { groupsFile, type TrainingGroup } from './groups-file.ts';
import { meetingsFile, type TrainingMeeting } from './meetings-file.ts';

const person = z.strictObject({
  email: address,
  name: z.string().min(1),
  role: z.enum(roles),
  agency: z.string().nullable(),
});

const peopleFile = z.strictObject({
  people: z.array(person),
  /** Whose acts the setting up needs. */
  operates: z.strictObject({ administrator: address, coordinator: address, chair: address }),
  /** Whose role ends when everything else is there. */
  leaver: address,
});

const daysAgo = z.strictObject({ daysAgo: z.int().min(0) });
const answer = z.union([z.string(), z.array(z.string()), daysAgo]);
const filled = z.record(z.string(), answer);
const given = z.record(z.string(), z.union([answer, z.array(filled)]));

/** What becomes of a referral: nothing yet, acknowledged, answered in these words, or the case of that name. */
const becomes = z.union([
  z.literal('nothing'),
  z.literal('received'),
  z.strictObject({ told: z.string().min(1) }),
  z.strictObject({ case: z.string() }),
]);

const answeredLimb = z.strictObject({ answer: z.enum(answers), reason: z.string().min(1) });

const decision = dated({
  outcome: z.enum(outcomes.map(({ kind }) => kind)),
  reasons: z.string().min(1),
  there: z.array(z.strictObject({ name: z.string(), agency: z.string(), capacity: z.enum(capacities) })),
  limbs: z.record(z.string(), answeredLimb),
  /** The answer to every limb that is not named: an edition of another year may ask others. */
  otherwise: answeredLimb,
  views: z.record(
    z.enum(partnerIds),
    z.strictObject({ position: z.enum(positions), reason: z.string(), dissent: z.string().default('') }),
  ),
});

const trainingCase = z.strictObject({
  id: z.string(),
  harm: z.enum(harms),
  event: z.enum(incidentEvents),
  agencies: z.array(z.string()),
  dates: z.array(
    dated({
      kind: z.enum(dateKinds),
      source: z.string().min(1),
      /** Who records it; the coordinator where nobody is named. */
      by: address.optional(),
    }),
  ),
  summary: z.string().min(1),
  /** People around the children; what they are to each child, in the order of the referral. */
  people: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        relations: z.array(z.enum(relations)),
        note: z.string().default(''),
      }),
    )
    .default([]),
  parts: z.array(z.strictObject({ email: address, part: z.enum(parts) })).default([]),
  exclusions: z.array(z.strictObject({ email: address, reason: z.string().min(1) })).default([]),
  decisions: z.array(decision).default([]),
  /** Why it was closed; absent for one that was not. */
  close: z.string().optional(),
});

const casesFile = z.strictObject({
  /** What a referral answers where it says nothing else. */
  usual: filled,
  referrals: z.array(z.strictObject({ id: z.string(), becomes, answers: given })),
  cases: z.array(trainingCase),
});

export type TrainingPeople = z.infer<typeof peopleFile>;
export type TrainingPerson = z.infer<typeof person>;
export type TrainingCases = z.infer<typeof casesFile>;
export type TrainingReferral = TrainingCases['referrals'][number];
export type TrainingCase = z.infer<typeof trainingCase>;
export type TrainingDecision = z.infer<typeof decision>;
/** Answers as the file has them: days as how long ago they were. */
export type GivenAnswers = z.infer<typeof given>;

/** The people and cases that a training partnership begins with. */
export interface TrainingFiles {
  readonly people: TrainingPeople;
  readonly cases: TrainingCases;
  readonly groups: readonly TrainingGroup[];
  readonly reviews: TrainingReviews;
  readonly meetings: readonly TrainingMeeting[];
}

/** Reads the people and cases of a seed's folder. Throws where a file is not as it must be. */
export async function readTrainingFiles(folder: string): Promise<TrainingFiles> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  return {
    people: peopleFile.parse(await read('people.json')),
    cases: casesFile.parse(await read('cases.json')),
    groups: groupsFile.parse(await read('groups.json')).groups,
    reviews: reviewsFile.parse(await read('reviews.json')),
    meetings: meetingsFile.parse(await read('meetings.json')).meetings,
  };
}
