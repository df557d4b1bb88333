import { monthOf } from '../attestation/attestation.ts';
import { readLines } from '../attestation/store.ts';
import { may } from '../access/policy.ts';
import type { Room } from '../acts/command.ts';
import { look, type View } from '../acts/view.ts';
import { bearerOf, page, type WorkAnswer, type WorkRequest, type WorkRoute } from '../acts/work-route.ts';
import { conventionsOf } from '../cases/clocks.ts';
import type { Conventions } from '../law/conventions.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import { consultationName, type ListedConsultation } from '../intake/consultation.ts';
import { readOpenConsultations } from '../intake/store-consultation.ts';
import { type OpenReferral, readOpenReferrals } from '../intake/store-triage.ts';
import { holderWords } from '../intake/triage.ts';
import type { EmptySeat } from '../group/membership.ts';
import { emptySeats } from '../group/present-groups.ts';
import { readGroups } from '../group/store-groups.ts';
import { readImprovementDuties } from '../improvement/store-duties.ts';
import { workspaceFrame } from '../people/frame.ts';
import { roleWords } from '../people/invitation.ts';
import { london } from '../platform/clock/clock.ts';
import type { OpenRequest } from '../requests/request.ts';
import { readOpenSummaries } from '../rapid-review/store-summaries.ts';
import { readOpenRequests } from '../requests/store.ts';
import { readAskedOfMe } from '../rounds/store-own.ts';
import { readChallenges } from '../scrutiny/store.ts';
import { partnershipDutiesAhead } from '../site/partnership-duties.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { type DueList, withChairs } from './due.ts';
import { presentToday, todayPage } from './pages/today.ts';
import type { OpenDuty } from './notifying.ts';
import { nothingWaits, type Waiting } from './waiting.ts';
import { readChairsCases, readDue, readDuties, readUrgent } from './store.ts';

type WorkRoom = Room & { readonly assets: AssetLinks };

interface Asked {
  readonly today: Temporal.PlainDate;
  /** How the partnership counts. */
  readonly conventions: Conventions;
  /** Whether whoever asks sees casework at all, and whether referrals are theirs to receive. */
  readonly casework: boolean;
  readonly receives: boolean;
  /** Whether a seat of a group that nobody has is theirs to hand over. */
  readonly seats: boolean;
  /** Whether the scrutineer's challenges are theirs to answer, and who keeps their access theirs to confirm. */
  readonly challenges: boolean;
  readonly attests: boolean;
}

interface Today {
  readonly due: DueList;
  readonly referrals: readonly OpenReferral[];
  readonly urgent: ReadonlySet<string>;
  readonly consultations: readonly ListedConsultation[];
  readonly requests: readonly OpenRequest[];
  readonly duties: readonly OpenDuty[];
  readonly seats: readonly EmptySeat[];
  readonly waiting: Waiting;
}

const none: Today = {
  due: { late: [], coming: [], unrecorded: [], counts: { late: 0, today: 0, week: 0, unrecorded: 0 } },
  referrals: [],
  urgent: new Set(),
  consultations: [],
  requests: [],
  duties: [],
  seats: [],
  waiting: nothingWaits,
};

// The database decides the same again: to an administrator there are no cases, and to most no referrals.
const today: View<Asked, Today, Today> = {
  verb: 'work.read',
  load: async (tx, { today: day, conventions, casework, receives, seats, challenges, attests }) => {
    const referrals = receives ? await readOpenReferrals(tx) : none.referrals;
    const waiting = referrals.filter(({ state }) => state === 'sent').map(({ id }) => id);
    return {
      due: casework
        ? withChairs(await readDue(tx, day), await readChairsCases(tx), conventions, day)
        : none.due,
      referrals,
      urgent: await readUrgent(tx, waiting),
      consultations: casework ? await readOpenConsultations(tx) : none.consultations,
      requests: casework
        ? [...(await readOpenRequests(tx)), ...(await readOpenSummaries(tx))]
        : none.requests,
      duties: casework ? await readDuties(tx) : none.duties,
      seats: seats ? emptySeats(await readGroups(tx), day) : none.seats,
      waiting: {
        improvement: casework ? await readImprovementDuties(tx) : [],
        asked: casework ? await readAskedOfMe(tx) : [],
        challenges: challenges ? await readChallenges(tx) : [],
        attestations: attests ? await readLines(tx, monthOf(day)) : [],
      },
    };
  },
  present: (loaded) => loaded,
  entry: () => ({}),
};

/** The ledger of the workspace's first page. */
export function workRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [page('/work', 'work.read', 'session', (request) => showToday(room, request))];
}

async function showToday(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const bearer = bearerOf(request);
  const { actor } = bearer;
  const casework = may(actor, 'case.list');
  const asked = {
    today: request.today,
    conventions: conventionsOf(request.partnership.settings),
    casework,
    receives: may(actor, 'referral.receive'),
    seats: may(actor, 'seat.hold'),
    challenges: may(actor, 'challenge.answer'),
    attests: may(actor, 'attestation.give'),
  };
  const outcome = await look(room, bearer, today, asked);
  const { due, referrals, urgent, consultations, requests, duties, seats, waiting } =
    outcome.outcome === 'done' ? outcome.done : none;
  const model = presentToday({
    today: request.today,
    now: room.clock.now().toZonedDateTimeISO(london).toPlainTime(),
    roles: actor.kind === 'member' ? actor.roles.map(roleWords) : [],
    calendar: request.partnership.settings.calendar,
    casework,
    takesIn: may(actor, 'referral.take-in'),
    due,
    duties,
    waiting,
    partnership: asked.receives ? partnershipDutiesAhead(request.today) : [],
    requests,
    chases: may(actor, 'request.chase'),
    seats,
    referrals: referrals.map(({ id, number, state, sentAt, receivedAt, holder, newAnswers, decided }) => ({
      decided,
      href: `/referrals/${id}`,
      reference: referenceOf(number, dayOf(sentAt)),
      isNew: state === 'sent',
      urgent: urgent.has(id),
      waits: holder?.isHere !== true,
      holder: holderWords(holder, dayOf(sentAt), request.today, request.partnership.settings.calendar),
      newAnswers,
      sent: dayOf(sentAt),
      sentAt: sentAt.toZonedDateTimeISO(london).toPlainTime(),
      received: receivedAt === null ? null : dayOf(receivedAt),
    })),
    consultations: consultations.map(({ id, number, begunAt, askedAt }) => ({
      href: `/consultations/${id}`,
      name: consultationName(number, begunAt),
      asked: dayOf(askedAt),
    })),
    more: [
      ...(may(actor, 'agency-load.read') ? [{ text: 'What each agency owes', href: '/owed' }] : []),
      ...(may(actor, 'round.list') ? [{ text: 'Asked of you between meetings', href: '/rounds' }] : []),
      ...(may(actor, 'challenge.read') ? [{ text: 'What the scrutineer asked', href: '/challenges' }] : []),
    ],
    here: [
      ...(may(actor, 'person.list')
        ? [{ text: 'People, their roles and invitations', href: '/people' }]
        : []),
      ...(may(actor, 'agency.add') ? [{ text: 'Agencies', href: '/agencies' }] : []),
      ...(may(actor, 'mail.list') ? [{ text: 'Mail that goes out', href: '/mail' }] : []),
      ...(may(actor, 'trail.read') ? [{ text: 'The audit trail', href: '/trail' }] : []),
    ],
  });
  const frame = workspaceFrame(request, room.assets, { title: model.heading, section: 'today' });
  return { status: 200, body: todayPage(frame, model) };
}
