import type { Command } from '../acts/command.ts';
import { type Asked, type Bringing, readRegister } from './commands.ts';
import { decideReceipt, receiptTitle, type Register } from './document.ts';
import type { Good } from './file.ts';
import { addReceipt } from './store.ts';

/** Adds the receipt of the notification of a case: by its notifier, or by a coordinator on behalf. */
export const attachReceipt: Command<
  Asked & Bringing,
  Register,
  { readonly register: Register; readonly file: Good },
  null
> = {
  verb: 'notification.attach',
  load: (tx, { reference }) => readRegister(tx, reference, 'to change'),
  standing: ({ headed }) => headed.standing,
  decide: (register, { file }) => decideReceipt(register, file),
  async write(tx, { register, file }, { files }) {
    const caseId = register.headed.id;
    const { id, number, shelf } = await addReceipt(tx, caseId, receiptTitle, file, files.newKey(caseId));
    await files.put(shelf, file.bytes);
    const facts = {
      number,
      kind: file.kind,
      bytes: file.bytes.length,
      onBehalf: !register.headed.standing.notifier,
    };
    return { done: null, entry: { case: caseId, object: id, facts } };
  },
};
