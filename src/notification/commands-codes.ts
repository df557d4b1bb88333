import type { Command } from '../acts/command.ts';
import type { View } from '../acts/view.ts';
import { type CaseCodes, type CodeChange, decideCodes, type NamedCode } from './codes.ts';
import { readHeaded } from '../cases/store.ts';
import { readSetCodes, writeCodes } from './store-codes.ts';

interface OfCase {
  readonly reference: string;
}

type Tx = Parameters<typeof readHeaded>[0];

async function readCaseCodes(
  tx: Tx,
  reference: string,
  hold: 'to change' | 'to read' = 'to read',
): Promise<CaseCodes | null> {
  const headed = await readHeaded(tx, reference, hold);
  return headed === null ? null : { headed, codes: await readSetCodes(tx, headed.id) };
}

/** The codes of a case. */
export const codesView: View<OfCase, CaseCodes, CaseCodes> = {
  verb: 'code.read',
  load: (tx, { reference }) => readCaseCodes(tx, reference),
  standing: ({ headed }) => headed.standing,
  present: (found) => found,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** Sets the codes of a case to those that were ticked. */
export const setCodes: Command<
  OfCase & { readonly ticked: readonly NamedCode[]; readonly base: string },
  CaseCodes,
  CodeChange,
  null
> = {
  verb: 'code.set',
  load: (tx, { reference }) => readCaseCodes(tx, reference, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide: (found, { ticked, base }) => decideCodes(found, ticked, base),
  async write(tx, change) {
    await writeCodes(tx, change);
    const facts = { added: change.add.length, removed: change.remove.length };
    return { done: null, entry: { case: change.headed.id, facts } };
  },
};
