import { readDays } from '../cases/store-dates.ts';
import { readFileFacts } from '../cases/store-people.ts';
import { readAgencies, readDocuments } from '../documents/store.ts';
import { standingActions } from '../safety/safety.ts';
import { readActions } from '../safety/store.ts';
import type { PackFacts, Receipt } from './notification.ts';
import { readCodes, readNotifications, readReviewDue, readSaid } from './store.ts';

type Tx = Parameters<typeof readCodes>[0];

/** Everything from which a pack is made, for whoever sees the case; null for everybody else. */
export async function readPackFacts(
  tx: Tx,
  reference: string,
  authority: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<PackFacts | null> {
  const file = await readFileFacts(tx, reference, hold);
  if (file === null) return null;
  const { id } = file.headed;
  const documents = await readReceipts(tx, id);
  const all = await readNotifications(tx, id, documents);
  const actions = await readActions(tx, { kind: 'case', headed: file.headed });
  return {
    file,
    days: await readDays(tx, id),
    authority,
    agencies: (await readAgencies(tx, id)).map(({ name }) => name),
    safety: standingActions(actions).map(({ action }) => action),
    codes: await readCodes(tx, id),
    said: await readSaid(tx, id),
    reviewDue: await readReviewDue(tx, id),
    live: all.find(({ state }) => state !== 'withdrawn') ?? null,
    past: all.filter(({ state }) => state === 'withdrawn'),
    documents,
  };
}

// What is not for this reader is not among them, and one that was withdrawn is no receipt.
async function readReceipts(tx: Tx, caseId: string): Promise<readonly Receipt[]> {
  const documents = await readDocuments(tx, caseId);
  return documents
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ id, number, title, receiptOf }) => ({ id, number, title, receiptOf }));
}
