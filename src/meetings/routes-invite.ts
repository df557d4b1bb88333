import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { momentWords } from '../cases/dates.ts';
import { momentOf } from '../intake/moment.ts';
import { fullDate } from '../platform/pages/filters.ts';
import {
  answerInvitation,
  deputiesOf,
  type InvitedFacts,
  invitations,
  invite,
  isInviting,
  ownInvitation,
} from './commands-invite.ts';
import { answerPage, invitationsPage, type InvitedRow } from './pages/invitations.ts';
import { afterAct, baseOf, errorOf, formTo, frameOf, nameOf, runs, toMeeting } from './routes-here.ts';
import type { Invited } from './store-invite.ts';

/** The ledger of invitations: who was invited and what they answered, and one's own answer. */
export function inviteRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here) => listAnswer(here, null));
  const own = open((here) => ownAnswer(here, null, null));
  return [
    page('/meetings/:id/invitations', 'meeting.invite', 'session', show),
    post('/meetings/:id/invitations', 'meeting.invite', 'session', open(takeInvite), show),
    page('/meetings/:id/answer', 'meeting.answer', 'session', own),
    post('/meetings/:id/answer', 'meeting.answer', 'session', open(takeAnswer), own),
  ];
}

const answerMarks = {
  coming: { mark: 'done', words: 'Is coming' },
  apologies: { mark: 'held', words: 'Sent apologies' },
  none: { mark: 'look', words: 'Has not answered' },
} as const;

const rowOf = ({ name, answer, answeredAt, deputy, invitedAt }: Invited): InvitedRow => ({
  name,
  state: answerMarks[answer ?? 'none'],
  when:
    answeredAt === null
      ? `Invited ${momentWords(momentOf(invitedAt))}`
      : `Answered ${momentWords(momentOf(answeredAt))}`,
  deputy,
});

async function listAnswer(here: Here, refusal: Refusal | null): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = runs(here) ? await look(room, bearerOf(request), invitations, { id: idIn(request) }) : null;
  if (outcome?.outcome !== 'done') return null;
  const { meeting, invited } = outcome.done;
  const open = invited.filter(({ answer }) => answer === null).length;
  const heading =
    invited.length === 0
      ? 'Nobody has been invited yet'
      : open === 0
        ? 'Everybody has answered'
        : `${open} of ${invited.length} ${open === 1 ? 'has' : 'have'} not answered`;
  const body = invitationsPage(frameOf(here, heading, errorOf(refusal), toMeeting(here)), {
    name: nameOf(outcome.done),
    heading,
    form: isInviting(meeting)
      ? {
          ...formTo(here, `${baseOf(here)}/invitations`),
          text: invited.length === 0 ? 'Send the invitations' : 'Invite whoever has a seat since',
        }
      : null,
    people: invited.map(rowOf),
  });
  return { status: refusal === null ? 200 : 409, body };
}

async function takeInvite(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const to = `${baseOf(here)}/invitations`;
  const wish = { id: idIn(request) };
  const outcome = await performOnce(room, bearerOf(request), invite, wish, sentForm(request), () => to);
  return afterAct(here, outcome, to, (refusal) => listAnswer(here, refusal));
}

async function ownFacts(here: Here): Promise<InvitedFacts | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), ownInvitation, { id: idIn(request) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const headings = {
  coming: 'You have said that you come',
  apologies: 'You have sent apologies',
  none: 'Can you come?',
} as const;

async function ownAnswer(
  here: Here,
  problem: string | null,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const facts = await ownFacts(here);
  const own = facts?.invited.find(({ isOwn }) => isOwn);
  if (facts === null || own === undefined) return null;
  const { meeting } = facts;
  const { form } = here.request;
  const heading = headings[own.answer ?? 'none'];
  const chosen = form.get('answer') ?? own.answer;
  const deputy = form.get('deputy') ?? own.deputy;
  const errors = [...(problem === null ? [] : [{ text: problem, href: '#answer' }]), ...errorOf(refusal)];
  const body = answerPage(frameOf(here, heading, errors, toMeeting(here)), {
    name: nameOf(facts),
    heading,
    when: `${fullDate(meeting.day)}, ${meeting.begins.toString().slice(0, 5)} to ${meeting.ends.toString().slice(0, 5)}, ${meeting.place}`,
    form: isInviting(meeting)
      ? {
          ...formTo(here, `${baseOf(here)}/answer`, refusal === null),
          answers: [
            { value: 'coming', text: 'I am coming', checked: chosen === 'coming' },
            { value: 'apologies', text: 'I cannot come', checked: chosen === 'apologies' },
          ],
          deputies: deputiesOf(facts, own.accountId).map((name) => ({
            value: name,
            text: name,
            selected: name === deputy,
          })),
          problem,
        }
      : null,
  });
  return { status: refusal !== null ? 409 : problem === null ? 200 : 400, body };
}

async function takeAnswer(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const answer = (['coming', 'apologies'] as const).find((one) => one === request.form.get('answer'));
  if (answer === undefined) return ownAnswer(here, 'Say whether you come', null);
  const wish = { id: idIn(request), answer, deputy: request.form.get('deputy') || null };
  const to = `${baseOf(here)}/answer`;
  const outcome = await performOnce(
    room,
    bearerOf(request),
    answerInvitation,
    wish,
    sentForm(request),
    () => to,
  );
  return afterAct(here, outcome, to, (refusal) => ownAnswer(here, null, refusal));
}
