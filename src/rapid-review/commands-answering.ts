import { createHash } from 'node:crypto';
import type { Command } from '../acts/command.ts';
import { isRefusal } from '../acts/refusal.ts';
import type { View } from '../acts/view.ts';
import type { Answers, Filled } from '../intake/question.ts';
import { canonical } from '../intake/referral.ts';
import { readOwnSummary, sendSummary, writeSummary } from './store-summaries.ts';
import { decidePage, type PageWritten, type Sending } from '../requests/paged-answer.ts';
import { decideSend, type OwnSummary } from './summary.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What stands for the answers that a form was made from; it goes into the form and comes back. */
export const baseOfPage = (filled: Filled): string => digest(canonical(filled));

const about = ({ id, caseId }: OwnSummary) => ({ case: caseId, object: id });

/** What one's agency is asked for, with one's draft. */
export const ownSummary: View<null, OwnSummary, OwnSummary> = {
  verb: 'answer.read',
  load: (tx) => readOwnSummary(tx, 'to read'),
  present: (own) => own,
  entry: about,
};

/** Writes one page of the draft. */
export const writePage: Command<PageWritten, OwnSummary, { own: OwnSummary; answers: Answers }, null> = {
  verb: 'answer.write',
  load: (tx) => readOwnSummary(tx, 'to change'),
  decide(own, page) {
    const answers = decidePage(own, page, digest);
    return isRefusal(answers) ? answers : { own, answers };
  },
  async write(tx, { own, answers }, { section }) {
    await writeSummary(tx, own, answers);
    return { done: null, entry: { ...about(own), facts: { section: section.id } } };
  },
};

/** Sends the summary, or a nil return; the link is closed with it. */
export const sendOwn: Command<
  Sending,
  OwnSummary,
  { readonly own: OwnSummary; readonly name: string; readonly job: string; readonly isSecured: boolean },
  null
> = {
  verb: 'answer.send',
  load: (tx) => readOwnSummary(tx, 'to change'),
  decide: decideSend,
  async write(tx, { own, ...given }, { nil }) {
    await sendSummary(tx, own, { nil: nil !== null, ...given });
    return { done: null, entry: { ...about(own), facts: { nil: nil !== null, secured: given.isSecured } } };
  },
};
