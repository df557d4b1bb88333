import type { Command, Room } from '../acts/command.ts';
import { record } from '../acts/entry.ts';
import { refuse } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import { remindsNow } from '../calendar/remind.ts';
import { inSweep, sweepConnection } from '../calendar/store-remind.ts';
import { readPartnerships } from '../partnership/store.ts';
import { type Clock, london } from '../platform/clock/clock.ts';
import type { Worker, WorkerParts } from '../platform/jobs/worker.ts';
import { faultFacts, type Log } from '../platform/log/log.ts';
import { type Attested, type AttestationLine, lateOn, monthOf, type Said } from './attestation.ts';
import {
  attest,
  type AttestOutcome,
  checkAttest,
  lockAttesting,
  readLines,
  readPeopleOf,
  remindAttestations,
} from './store.ts';

type Tx = Parameters<typeof readLines>[0];

/** The month of today. */
export interface OfMonth {
  readonly today: Temporal.PlainDate;
}

/** Who has confirmed who still needs access, of whom whoever asks may know. */
export const attestations: View<OfMonth, readonly AttestationLine[], readonly AttestationLine[]> = {
  verb: 'attestation.list',
  load: (tx, { today }) => readLines(tx, monthOf(today)),
  present: (loaded) => loaded,
  entry: (lines) => ({ facts: { shown: lines.length } }),
};

/** An agency; null for the partnership's own people. */
export interface OfAgency extends OfMonth {
  readonly agencyId: string | null;
}

/** An agency's people, for whoever confirms their access. */
export interface Confirming {
  readonly line: AttestationLine;
  readonly people: readonly Attested[];
}

async function loadConfirming(tx: Tx, { agencyId, today }: OfAgency): Promise<Confirming | null> {
  const lines = await readLines(tx, monthOf(today));
  const line = lines.find((one) => one.agencyId === agencyId && one.isOwn);
  return line === undefined ? null : { line, people: await readPeopleOf(tx, agencyId) };
}

/** The list of people whose access is to be confirmed. */
export const confirming: View<OfAgency, Confirming, Confirming> = {
  verb: 'attestation.give',
  load: loadConfirming,
  present: (loaded) => loaded,
  entry: ({ line, people }) => ({
    ...(line.agencyId === null ? {} : { object: line.agencyId }),
    facts: { shown: people.length },
  }),
};

export interface ConfirmWish extends OfAgency {
  readonly said: readonly Said[];
}

/** Why a confirmation cannot stand, by what the database finds. */
const whyNot = {
  'done-already': 'attested-already',
  moved: 'attestation-moved',
  owner: 'attestation-owner',
  own: 'attestation-own',
} as const;

/**
 * Confirms who of an agency still needs access this month. Whoever does not loses their roles for it today and is signed out; what they
 * had goes to somebody who stays. Refused where something would be left without an owner, and for one's own access.
 */
export const confirm: Command<ConfirmWish, Confirming & { readonly found: AttestOutcome }, Confirming, null> =
  {
    verb: 'attestation.give',
    async load(tx, wish) {
      await lockAttesting(tx);
      const loaded = await loadConfirming(tx, wish);
      if (loaded === null) return null;
      return { ...loaded, found: await checkAttest(tx, wish.agencyId, monthOf(wish.today), wish.said) };
    },
    decide: (loaded) => (loaded.found === 'done' ? loaded : refuse(whyNot[loaded.found])),
    async write(tx, { line }, { agencyId, today, said }) {
      const outcome = await attest(tx, agencyId, monthOf(today), said);
      if (outcome !== 'done') throw new Error(`a confirmation that the database does not take: ${outcome}`);
      const ended = said.filter(({ keeps }) => !keeps).length;
      return {
        done: null,
        entry: {
          ...(line.agencyId === null ? {} : { object: line.agencyId }),
          facts: { people: said.length, ended },
        },
      };
    },
  };

/** What reminding needs of the house. */
export interface RemindingParts {
  readonly server: WorkerParts['server'];
  readonly clock: Clock;
  readonly log: Log;
}

const hour = 3_600_000;

/** Begins to remind, now and every hour; who was reminded on a rung is not again. Open it after the post. */
export async function openAttestationReminders({ server, clock, log }: RemindingParts): Promise<Worker> {
  const db = sweepConnection(server);
  let last: Promise<unknown> = Promise.resolve();
  const sweep = () => {
    last = remindAll(db, clock, log).catch((error: unknown) => log.error('attestations', faultFacts(error)));
    return last;
  };
  await sweep();
  const timer = setInterval(() => void sweep(), hour).unref();
  return {
    async close() {
      clearInterval(timer);
      await last;
      await db.destroy();
    },
  };
}

/** Reminds those who confirm access and have not this month, on a working day: at its beginning, and again once it is late. */
export async function remindAll(db: Room['db'], clock: Clock, log: Log): Promise<number> {
  const now = clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  const month = monthOf(now.toPlainDate());
  let mails = 0;
  for (const { id, settings } of await readPartnerships(db)) {
    if (!remindsNow(now, settings.calendar)) continue;
    const late = lateOn(month, settings.calendar);
    const isLate = late !== null && Temporal.PlainDate.compare(late, now.toPlainDate()) <= 0;
    const rung = isLate ? 'late' : 'begun';
    mails += await inSweep(db, id, async (tx) => {
      const sent = await remindAttestations(tx, month, rung);
      if (sent > 0)
        await record(tx, id, {
          verb: 'attestation.remind',
          outcome: 'done',
          facts: { rung, mails: sent },
        });
      return sent;
    });
  }
  if (mails > 0) log.info('attestations', { mails });
  return mails;
}
