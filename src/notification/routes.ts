import { may } from '../access/policy.ts';
import { paperAnswer } from '../acts/paper-answer.ts';
import type { Verb } from '../acts/verbs.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { packOf } from './pack.ts';
import { asSentPage, packPage } from './pages/pack.ts';
import { blankPaper, packPaper } from './paper.ts';
import { caseParts, groundOf, notificationOf } from './routes-place.ts';
import { presentPack, sentWords } from './present.ts';
import { codeRoutes } from './routes-codes.ts';
import { draftRoutes } from './routes-draft.ts';
import { recordRoutes } from './routes-record.ts';

/** The ledger of the notification of a case and of its codes. To everybody else it is not there. */
export function notificationRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/notification', 'notification.read', 'session', open(showPack)),
    page('/cases/:ref/notification/as-sent', 'notification.read', 'session', open(showAsSent)),
    page('/cases/:ref/notification/papers/:paper', 'notification.read', 'session', open(showPaper)),
    ...draftRoutes(room),
    ...recordRoutes(room),
    ...codeRoutes(room),
  ];
}

async function showPack(here: Here): Promise<WorkAnswer | null> {
  const ground = await groundOf(here);
  if (ground === null) return null;
  const { request } = here;
  const { headed } = ground.facts.file;
  const allowed = (verb: Verb) => may(bearerOf(request).actor, verb, headed.standing);
  const { header, frame } = caseParts(here, headed, 'notification', 'Notification');
  const model = presentPack(
    ground,
    header,
    {
      draft: allowed('notification.draft'),
      record: allowed('notification.record'),
      update: allowed('notification.update'),
      withdraw: allowed('notification.withdraw'),
      attach: allowed('notification.attach'),
      change: allowed('case.change'),
    },
    request.today,
    conventionsOf(request.partnership.settings),
  );
  return { status: 200, body: packPage(frame, model) };
}

async function showAsSent(here: Here): Promise<WorkAnswer | null> {
  const ground = await groundOf(here);
  const { live, file } = ground?.facts ?? {};
  const sent = live?.sent ?? null;
  if (sent === null || file === undefined) return null;
  const back = notificationOf(file.headed.reference);
  const { header, frame } = caseParts(here, file.headed, 'notification', 'As it was sent', back);
  const body = asSentPage(frame, {
    header,
    heading: `What was sent on ${sentWords(sent.sentAt)}`,
    back: back.href,
    forms: sent.pack.forms.map(({ title, groups }) => ({
      title,
      groups: groups.map((group) => ({
        title: group.title,
        fields: group.fields.map(({ label, lines }) => ({ label, words: lines.join('\n') })),
      })),
    })),
  });
  return { status: 200, body };
}

const paperNames = ['pack.pdf', 'pack.docx', 'form.pdf', 'form.docx'] as const;

async function showPaper(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  const name = paperNames.find((one) => one === request.params['paper']);
  const ground = await groundOf(here);
  if (name === undefined || ground === null) return null;
  const { partnership, today } = request;
  const { reference } = ground.facts.file.headed;
  const pack = packOf(ground.facts, { today, mayDraft: false, mayChange: false });
  const facts = { partnership: partnership.name, reference, training: partnership.training, today };
  const paper = name.startsWith('pack') ? packPaper(pack, facts) : blankPaper(pack.route, facts);
  return paperAnswer(paper, name.endsWith('pdf') ? 'pdf' : 'word', `${reference}-notification-${name}`);
}
