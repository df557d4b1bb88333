import { paperAnswer } from '../acts/paper-answer.ts';
import { look } from '../acts/view.ts';
import { absent, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRequest, type WorkRoute } from '../acts/work-route.ts';
import { ownReferral } from './commands.ts';
import { referralOnPaper } from './commands-paper.ts';
import { showEndorsement } from './endorsement.ts';
import { draftPaper, referralFile, referralPaper } from './referral-paper.ts';

/** The ledger of referrals as files to take away: a sent one for whoever may read it, and one's own draft. */
export function paperRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [
    page('/referrals/:id/paper.pdf', 'referral.read', 'session', (request) =>
      giveReferral(room, request, 'pdf'),
    ),
    page('/referrals/:id/paper.docx', 'referral.read', 'session', (request) =>
      giveReferral(room, request, 'word'),
    ),
    page('/refer/copy.pdf', 'referral.follow', 'receipt', (request) => giveDraft(room, request)),
  ];
}

const endings = { pdf: 'pdf', word: 'docx' } as const;

async function giveReferral(room: WorkRoom, request: WorkRequest, as: 'pdf' | 'word'): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), referralOnPaper, { id: idIn(request), as });
  if (outcome.outcome !== 'done') return absent(room, request);
  const { referral, endorsements } = outcome.done;
  const paper = referralPaper(referral, {
    partnership: request.partnership.name,
    endorsement: showEndorsement(referral.answers, endorsements),
    today: request.today,
  });
  return paperAnswer(paper, as, `${referralFile(referral)}.${endings[as]}`);
}

// What was sent is not shown to its receipt any more, on paper no more than on the screen.
async function giveDraft(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownReferral, null);
  if (outcome.outcome !== 'done') return { seeOther: '/receipt' };
  const own = outcome.done;
  if (own.state !== 'draft') return { seeOther: '/refer/sent' };
  const { partnership, today } = request;
  return paperAnswer(draftPaper(own.answers, partnership.name, today), 'pdf', 'referral-not-sent-yet.pdf');
}
