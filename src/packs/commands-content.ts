import type { HeadedCase } from '../cases/header.ts';
import { referralPaper } from '../intake/referral-paper.ts';
import { readSentReferral } from '../intake/store.ts';
import type { Item } from '../meetings/meeting.ts';
import { rapidReviewPaper } from '../rapid-review/paper.ts';
import { signaturesOn } from '../rapid-review/review.ts';
import { readLatest, readWritten } from '../rapid-review/store.ts';
import type { Candidate, Content } from './pack.ts';

type Tx = Parameters<typeof readSentReferral>[0];

/** A paper of ours as it is when it is put into a pack. */
export interface Made {
  readonly title: string;
  readonly content: Content;
}

/** What stands around it. */
interface Around {
  readonly partnership: string;
  readonly today: Temporal.PlainDate;
  readonly isTraining: boolean;
}

/** Makes a paper of ours from the records, as whoever puts it in sees them; null where it is not there for them. */
export async function contentOf(
  tx: Tx,
  { kind, source, version }: Candidate,
  item: Item | null,
  around: Around,
): Promise<Made | null> {
  if (kind === 'referral') return referralOf(tx, source, around);
  const caseId = item?.caseId ?? null;
  return kind === 'rapid-review' && caseId !== null ? rapidReviewOf(tx, caseId, version, around) : null;
}

async function referralOf(tx: Tx, id: string, { partnership, today }: Around): Promise<Made | null> {
  const referral = await readSentReferral(tx, id);
  if (referral === null || referral.standing.excluded) return null;
  const endorsement = {
    mark: 'look',
    words: 'Whether it was endorsed stands with the referral',
    more: '',
    said: '',
    on: null,
    code: null,
  };
  const { title, about, parts } = referralPaper(referral, { partnership, endorsement, today });
  return { title, content: { about, parts } };
}

async function rapidReviewOf(
  tx: Tx,
  caseId: HeadedCase['id'],
  number: number,
  { today, isTraining }: Around,
): Promise<Made | null> {
  const review = await readLatest(tx, caseId);
  const written = await readWritten(tx, review?.id ?? null);
  const version = written.versions.find((one) => one.number === number);
  if (version === undefined) return null;
  const paper = rapidReviewPaper({
    content: version.content,
    version,
    signatures: signaturesOn(written, version),
    sending: written.sendings.find(({ versionId }) => versionId === version.id) ?? null,
    today,
    provisional: true,
    isTraining,
  });
  return {
    title: `Rapid review, version ${number}`,
    content: { about: paper.about, parts: paper.parts },
  };
}
