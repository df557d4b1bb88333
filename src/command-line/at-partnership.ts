import type { Bearer } from '../acts/command.ts';
import { readConfig } from '../config.ts';
import { choosePartnership, usualPartnership } from '../partnership/choose.ts';
import type { Partnership } from '../partnership/partnership.ts';
import { readPartnerships } from '../partnership/store.ts';
import { connect, type Database } from '../platform/db/connect.ts';
import { openServer } from '../platform/db/open.ts';
import { asOperator } from './operator.ts';
import { UsageError } from './words.ts';

/** What a command at the machine works with, inside one partnership. */
export interface AtPartnership {
  readonly db: Database;
  readonly bearer: Bearer;
  readonly partnership: Partnership;
}

/**
 * Opens the database beside or without a running service, chooses the partnership that `meant` names (or the only one, or with
 * 'training' the only one for training), and works there as its operator. Throws UsageError when it is not clear which partnership is meant.
 */
export async function atPartnership<T>(
  meant: string | null,
  work: (at: AtPartnership) => Promise<T>,
  usually: 'any' | 'training' = 'any',
): Promise<T> {
  const { server, release } = await openServer(readConfig(), 'visitor');
  const db = connect(server, 'foresight_worker', 4);
  try {
    const known = await readPartnerships(db);
    const usual = usually === 'any' ? known : known.filter(({ training }) => training);
    const partnership = meant === null ? usualPartnership(usual) : choosePartnership(known, meant);
    if (partnership === null) throw new UsageError(whyNone(meant === null ? usual : known, meant, usually));
    return await asOperator(server, partnership.id, (bearer) => work({ db, bearer, partnership }));
  } finally {
    await db.destroy();
    await release();
  }
}

function whyNone(
  partnerships: readonly Partnership[],
  meant: string | null,
  usually: 'any' | 'training',
): string {
  if (partnerships.length === 0 && usually === 'training')
    return 'There is no training partnership here: set one up with foresight partnership create --training.';
  if (partnerships.length === 0)
    return 'There is no partnership here yet: set one up with foresight partnership create.';
  const here = partnerships.map(({ name, referencePrefix }) => `${name} (${referencePrefix})`).join(', ');
  return meant === null
    ? `Say which partnership is meant, with --partnership. Here are: ${here}.`
    : `No partnership here is called "${meant}". Here are: ${here}. Name one with --partnership.`;
}
