import { conventionsOf } from '../cases/clocks.ts';
import { london } from '../platform/clock/clock.ts';
import { rapidReview } from '../rapid-review/commands.ts';
import { freeze, recordReply, send, sign } from '../rapid-review/commands-sealing.ts';
import { latestOf, openReplies, type ReviewFacts, signaturesOn } from '../rapid-review/review.ts';
import { readReplyForm, readSending, readSigning, sendSection } from '../rapid-review/sealing.ts';
import { dayBoxes } from './days.ts';
import { formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import { reviewOf } from './reviewing.ts';
import type { TrainingSealed } from './reviews-file.ts';

/** Freezes, signs and sends a rapid review, and records the Panel's reply and what the partners do with it; all of it today. */
export async function seal(office: Office, wanted: TrainingSealed, reference: string): Promise<void> {
  const { ground } = office;
  const partnership = ground.partnership.name;
  const { by, facts } = await reviewOf(office, reference);
  if (latestOf(facts) === null) await act(ground, by, freeze, { reference, partnership });
  await signAll(office, wanted, reference);
  const signed = await reviewOf(office, reference);
  if (signed.facts.sendings.length === 0) await sendIt(office, wanted, signed.facts);
  await reply(office, 'panel', wanted.panel, reference);
  await reply(office, 'partners', wanted.partners, reference);
}

// Each in their own name, over the version that stands.
async function signAll(office: Office, { signatures }: TrainingSealed, reference: string): Promise<void> {
  const { ground, sessions } = office;
  const partnership = ground.partnership.name;
  for (const { by: email, partner, position, words, job } of signatures) {
    const by = await sessions.of(email);
    const facts = await seen(office, by, rapidReview, { reference });
    const version = latestOf(facts);
    if (signaturesOn(facts, version).some((one) => one.partner === partner)) continue;
    const form = formFrom({ partner, position, words, job });
    const { signing } = readSigning(facts.delegateOf, form, ground.clock.today());
    if (version === null || signing === null)
      throw new Error('the training data has a signature that does not fit');
    await act(ground, by, sign, { reference, partnership, version: version.id, signing });
  }
}

async function sendIt(office: Office, { sent }: TrainingSealed, facts: ReviewFacts): Promise<void> {
  const { ground } = office;
  const { clock, partnership } = ground;
  const today = clock.today();
  const now = clock.now().toZonedDateTimeISO(london).toPlainDateTime();
  const time = now.toPlainTime().toString({ smallestUnit: 'minute' });
  const isLate = () => false;
  const form = formFrom({ ...dayBoxes('sent', today), time, words: sent });
  const { given, late } = readSending(sendSection(facts, isLate, today), form, { today, isLate });
  const version = latestOf(facts);
  if (given === null || version === null)
    throw new Error('the training data has a sending that does not fit');
  await act(ground, await office.sessions.of(office.coordinator), send, {
    reference: facts.headed.reference,
    partnership: partnership.name,
    version: version.id,
    given,
    late,
    conventions: conventionsOf(partnership.settings),
    now,
  });
}

async function reply(
  office: Office,
  kind: 'panel' | 'partners',
  { position, words }: TrainingSealed['panel'],
  reference: string,
): Promise<void> {
  const today = office.ground.clock.today();
  const { by, facts } = await reviewOf(office, reference);
  if (facts.replies.some((one) => one.kind === kind)) return;
  const day = dayBoxes(kind === 'panel' ? 'replied' : 'answered', today);
  const { given } = readReplyForm(kind, formFrom({ ...day, position, words }), today);
  if (given === null) throw new Error('the training data has a reply that does not fit');
  const answersTo = kind === 'panel' ? null : (openReplies(facts)[0]?.id ?? '');
  await act(office.ground, by, recordReply, { reference, given, answersTo });
}
