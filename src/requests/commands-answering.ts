import { createHash } from 'node:crypto';
import type { Command } from '../acts/command.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Answers, Filled } from '../intake/question.ts';
import { canonical } from '../intake/referral.ts';
import { decideSend, type OwnRequest } from './answering.ts';
import { decidePage, type PageWritten, type Sending } from './paged-answer.ts';
import { readOwnRequest, sendAnswer, writeAnswers } from './store.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What stands for the answers that a form was made from; it goes into the form and comes back. */
export const baseOf = (filled: Filled): string => digest(canonical(filled));

const about = ({ id, caseId }: OwnRequest) => ({ object: id, ...(caseId === null ? {} : { case: caseId }) });

/** What one's agency is asked, with one's draft. */
export const ownRequest: View<null, OwnRequest, OwnRequest> = {
  verb: 'answer.read',
  load: (tx) => readOwnRequest(tx, 'to read'),
  present: (own) => own,
  entry: about,
};

/** Writes one page of the draft. */
export const writePage: Command<PageWritten, OwnRequest, { own: OwnRequest; answers: Answers }, null> = {
  verb: 'answer.write',
  load: (tx) => readOwnRequest(tx, 'to change'),
  decide(own, page) {
    const answers = decidePage(own, page, digest);
    return isRefusal(answers) ? answers : { own, answers };
  },
  async write(tx, { own, answers }, { section }) {
    await writeAnswers(tx, own, answers);
    return { done: null, entry: { ...about(own), facts: { section: section.id } } };
  },
};

/** Sends the answer, or a nil return; the link is closed with it. */
export const send: Command<
  Sending,
  OwnRequest,
  { readonly own: OwnRequest; readonly name: string; readonly job: string },
  null
> = {
  verb: 'answer.send',
  load: (tx) => readOwnRequest(tx, 'to change'),
  decide: decideSend,
  async write(tx, { own, name, job }, { nil }) {
    await sendAnswer(tx, own, { nil: nil !== null, name, job });
    return { done: null, entry: { ...about(own), facts: { nil: nil !== null } } };
  },
};
