import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import type { Problem } from '../intake/answers.ts';
import { presentFields, problemLinks } from '../intake/fields.ts';
import { momentOf } from '../intake/moment.ts';
import { recordReply } from './commands-sealing.ts';
import { panelPage } from './pages/sealing.ts';
import {
  openReplies,
  type PanelPosition,
  type PartnersPosition,
  type ReviewFacts,
  settledBy,
  whyNotWrite,
} from './review.ts';
import { baseOf, factsOf, frameOf, headerOf, mayDo } from './routes-here.ts';
import { panelSection, panelWords, partnersSection, partnersWords, readReplyForm } from './sealing.ts';

/** The ledger of the Panel's reply, and of what the partners do with it. */
export function panelRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const path = '/cases/:ref/rapid-review/panel';
  return [
    page(path, 'rapid-review.read', 'session', open(showPanel)),
    post(path, 'rapid-review.reply', 'session', open(takePanel), open(showPanel)),
  ];
}

async function showPanel(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null || facts.review === null) return null;
  return panelAnswer(here, facts, [], null);
}

const titleOf = (kind: 'panel' | 'partners', position: PanelPosition | PartnersPosition): string => {
  const all: Readonly<Record<string, string>> = kind === 'panel' ? panelWords : partnersWords;
  const found = all[position] ?? position;
  return found.charAt(0).toLowerCase() + found.slice(1);
};

function headingOf(facts: ReviewFacts): string {
  if (facts.sendings.length === 0) return 'The rapid review has not been sent yet';
  if (openReplies(facts).length > 0) return 'Settle what the partners do with the Panel’s reply';
  return settledBy(facts) === null ? 'The Panel’s reply is awaited' : 'Settled with the Panel';
}

function panelAnswer(
  here: Here,
  facts: ReviewFacts,
  problems: readonly Problem[],
  sentence: string | null,
): WorkAnswer {
  const { headed, replies } = facts;
  const { request } = here;
  const [open] = openReplies(facts);
  const section = open === undefined ? panelSection : partnersSection;
  const writes =
    mayDo(here, 'rapid-review.reply', facts) && whyNotWrite(facts) === null && facts.sendings.length > 0;
  const errors = [
    ...(sentence === null ? [] : [{ text: sentence, href: null }]),
    ...problemLinks(section, problems),
  ];
  const heading = headingOf(facts);
  const body = panelPage(frameOf(here, headed, 'The Panel’s reply', errors), {
    header: headerOf(here, headed),
    heading,
    provisional: settledBy(facts) === null,
    replies: replies.map(({ kind, position, day, words: said, decisionId, recordedBy, recordedAt }) => ({
      title: titleOf(kind, position),
      day,
      words: said,
      recorded: { by: recordedBy, ...momentOf(recordedAt) },
      decision: decisionId === null ? null : `/cases/${headed.reference}/decisions/${decisionId}`,
      isPanel: kind === 'panel',
    })),
    formHeading: section.title,
    lead:
      open === undefined
        ? null
        : 'Where the partners change their decision, the group records another one first; it names the one before.',
    decide: open === undefined ? null : `/cases/${headed.reference}/decide`,
    form: writes
      ? {
          action: `${baseOf(here)}/panel`,
          formToken: request.formToken,
          formKey: formKey(request.form),
          hidden: [{ name: 'answers-to', value: open?.id ?? '' }],
          fields: presentFields(section, request.form, problems),
          button: open === undefined ? 'Record the reply' : 'Record what the partners do',
        }
      : null,
  });
  return { status: sentence !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

async function takePanel(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsOf(here);
  if (facts === null || facts.review === null || !mayDo(here, 'rapid-review.reply', facts))
    return hidden(here);
  const { room, request } = here;
  const given = request.form.get('answers-to') ?? '';
  const answersTo = isId(given) ? given : null;
  const { given: read, problems } = readReplyForm(
    answersTo === null ? 'panel' : 'partners',
    request.form,
    request.today,
  );
  if (read === null) return panelAnswer(here, facts, problems, null);
  const to = () => `${baseOf(here)}/panel`;
  const wish = { reference: referenceIn(request.params), given: read, answersTo };
  const outcome = await performOnce(room, bearerOf(request), recordReply, wish, sentForm(request), to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to() };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  const now = await factsOf(here);
  return now === null ? null : panelAnswer(here, now, [], words(outcome.refusal));
}
