import { z } from 'zod';
import { emailAddress } from '../people/invitation.ts';

/** An address, known by its holder in small letters, as accounts are. */
export const address = z
  .string()
  .refine((text) => emailAddress(text) === text, 'not an address as accounts have it');

/** Something of one day: so many working days ago, 0 for today, so many days ahead for a plan, or of a day of the calendar. */
export const dated = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.union([
    z.strictObject({ ...shape, workingDaysAgo: z.int().min(0) }),
    z.strictObject({ ...shape, inDays: z.int().min(1) }),
    z.strictObject({ ...shape, on: z.iso.date() }),
  ]);
