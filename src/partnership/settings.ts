import { z } from 'zod';
import { calendarWith } from '../law/bank-holidays.ts';
import {
  type DatedName,
  knownTo,
  type NameKind,
  nameKinds,
  type PartnershipSettings,
  reminded,
  usualReminders,
} from './partnership.ts';

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const words = z.string().trim().min(1).nullable().default(null);
const mailbox = z.email().nullable().default(null);

// Where a day of our own comes from and who added it stands beside it in the table; whoever counts needs only the day.
const ownDay = z.strictObject({ day, effect: z.enum(['day-off', 'working-day']), name: z.string() });

const reminder = z.strictObject({
  step: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
  workingDays: z.number().int().min(-60).max(60),
  roles: z.array(z.enum(reminded)).min(1),
});

const written = z.strictObject({
  concernTelephone: words,
  concernHours: words,
  concernAddress: z.url().nullable().default(null),
  businessUnitMailbox: mailbox,
  businessUnitTelephone: words,
  dataProtectionMailbox: mailbox,
  newslettersAddress: z.url().nullable().default(null),
  rapidReviewFrom: z.enum(['notified', 'aware', 'notified-inclusive']).default('notified'),
  clearDaysBeforePublication: z.boolean().default(false),
  localStart: day.nullable().default(null),
  agencyAnswerWorkingDays: z.number().int().min(1).max(60).default(5),
  reminders: z
    .array(reminder)
    .default(() => usualReminders.map((one) => ({ ...one, roles: [...one.roles] }))),
  // Kept in a table of its own and only read with the rest.
  bankHolidays: z.array(ownDay).default([]),
});

/** How a partnership's settings are written down (JSON), with what holds where one is not given. */
export const settingsSchema = written.transform(
  ({ bankHolidays, ...rest }): PartnershipSettings => ({ ...rest, calendar: calendarWith(bankHolidays) }),
);

/** Settings as they are written down: without the calendar, which has a table of its own. */
export const settingsText = (settings: PartnershipSettings): string =>
  JSON.stringify({ ...settings, calendar: undefined });

/** How a dated name is written down; a day left out is open. */
export const datedNameSchema = z.strictObject({
  kind: z.enum(nameKinds),
  name: z.string().trim().min(1),
  abbreviation: words,
  from: day.nullable().default(null),
  until: day.nullable().default(null),
  known: z.enum(knownTo).default('day'),
  note: words,
});

/** Settings as they are kept: what is null or usual may be left out. */
export function readSettings(json: unknown): PartnershipSettings {
  return settingsSchema.parse(json ?? {});
}

/** Names as they are kept. */
export function readNames(json: unknown): readonly DatedName[] {
  return z.array(datedNameSchema).parse(json ?? []);
}

/** What a new partnership's bodies, reviews and forms are called until somebody says otherwise. Source: Working Together 2015 and 2018. */
export function usualNames(name: string, abbreviation: string): readonly DatedName[] {
  const one = (kind: NameKind, called: string, short: string | null): DatedName => ({
    kind,
    name: called,
    abbreviation: short,
    from: null,
    until: null,
    known: 'day',
    note: null,
  });
  return [
    one('partnership', name, abbreviation),
    one('group', 'Critical Incident Group', 'CIG'),
    one('review-serious', 'Serious Case Review', 'SCR'),
    one('review-local', 'Local Child Safeguarding Practice Review', 'LCSPR'),
    one('review-learning', 'Learning Review', null),
    one('form-referral', 'Case Referral Form', null),
  ];
}
