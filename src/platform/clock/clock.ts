import { randomBytes, randomInt } from 'node:crypto';

/** The time and the chance of the service. Everything else takes time as an argument, so that an old case answers by old law. */
export interface Clock {
  now(): Temporal.Instant;
  /** The day in London, where every statutory day is counted. */
  today(): Temporal.PlainDate;
}

export const london = 'Europe/London';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  today: () => Temporal.Now.plainDateISO(london),
};

/** A clock that stands still, for tests and for trying a day out. */
export function clockAt(instant: Temporal.Instant): Clock {
  return {
    now: () => instant,
    today: () => instant.toZonedDateTimeISO(london).toPlainDate(),
  };
}

// Crockford's letters: without I, L, O and U, which are misread.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A secret of `characters` times five bits, readable over the telephone; 24 characters make 120 bits. */
export function newToken(characters = 24): string {
  return Array.from(randomBytes(characters), (byte) => letters[byte & 31]).join('');
}

/** A secret of `count` figures, for reading out over the telephone. */
export function newDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
