import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import {
  bearerOf,
  page,
  post,
  type WorkAnswer,
  type WorkRequest,
  type WorkRoute,
} from '../acts/work-route.ts';
import { referrerFrame } from '../intake/frame.ts';
import { textOf } from '../intake/question.ts';
import { withoutWeekday } from '../law/day.ts';
import { codeInWords } from '../people/link.ts';
import { openLink } from '../people/store-link.ts';
import { newToken } from '../platform/clock/clock.ts';
import { line, read, section } from '../review/form-parts.ts';
import {
  endPage,
  familyLink,
  familyPages,
  type FamilyGround,
  givePage,
  ownFamilyPage,
} from './commands-family.ts';
import { languageNote } from './entry-kinds.ts';
import { familyCodePage, familyGonePage, familyReadPage } from './pages/own.ts';
import { passOnPage } from './pages/record.ts';
import { type Asked, baseOf, block, formOf, frameOf, mayDo, pageAnswer, wantedIn } from './routes-here.ts';

/** The ledger of the family's page: giving it and taking it back, its code, and the page itself. */
export function familyRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review/family-pages';
  return [
    page(base, 'family-page.give', 'session', open(showPages)),
    post(base, 'family-page.give', 'session', open(takeGiving), open(showPages)),
    post(`${base}/:id/end`, 'family-page.give', 'session', open(takeEnd)),
    page('/family/:token', 'invitation.read', 'link', (request) => showCode(room, request, null)),
    post('/family/:token', 'link.open', 'link', (request) => takeCode(room, request)),
    page('/family-page/:invitation', 'family-page.read', 'answerer', (request) => showOwn(room, request)),
  ];
}

const whomSection = section('whom', [
  line(
    'whom',
    'For whom, by their place in the family',
    'For whom it is',
    'Enter for whom it is',
    'For example, the mother. No name: it would stand beside the code.',
  ),
]);

const listOf = (here: Here) => `${baseOf(wantedIn(here))}/family-pages`;

async function pagesIn(here: Here): Promise<FamilyGround | null> {
  const outcome = await look(here.room, bearerOf(here.request), familyPages, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showPages(here: Here): Promise<WorkAnswer | null> {
  const facts = await pagesIn(here);
  if (facts === null) return null;
  const form = here.request.restored ? here.request.form : new URLSearchParams();
  return pagesAnswer(here, facts, { section: whomSection, form, problems: [] });
}

function pagesAnswer(
  here: Here,
  facts: FamilyGround,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, pages } = facts;
  const open = pages.filter(({ endedOn }) => endedOn === null);
  const gives = mayDo(here, 'family-page.give', headed) && headed.state !== 'closed';
  const nothing = new URLSearchParams();
  const ending = { section: { id: 'end', step: '', title: '', questions: [] }, form: nothing, problems: [] };
  return pageAnswer(
    here,
    headed,
    {
      heading:
        open.length === 0
          ? 'Nobody of the family has their page'
          : `${open.length} of the family have their page`,
      lead: [
        'A quiet page that says what is happening, what comes next and whom to ring: the words that you wrote for it, and nothing else of the case.',
        'Give the address in person or by letter, and the code by another way. Nothing is mailed, and no address is kept.',
      ],
      forms: [
        ...(gives
          ? [
              formOf(here, asked, {
                heading: 'Give somebody their page',
                action: listOf(here),
                button: 'Make the address',
              }),
            ]
          : []),
        ...(gives
          ? open.map(({ id, forWhom }) => ({
              ...formOf(here, ending, {
                heading: `Take back: ${forWhom}`,
                action: `${listOf(here)}/${id}/end`,
                button: 'Take it back',
                isSecond: true,
              }),
              id: `end-${id}`,
            }))
          : []),
      ],
      blocks: [
        block('given', 'Given', {
          rows: pages.map(({ forWhom, givenOn, endedOn, code }) => ({
            name: forWhom,
            href: null,
            state:
              endedOn === null ? { mark: 'done', words: 'Open' } : { mark: 'coming', words: 'Taken back' },
            words: `given ${withoutWeekday(givenOn)}${code === null ? '' : `, code ${codeInWords(code)}`}`,
          })),
          nothing: pages.length === 0 ? 'Nothing yet.' : null,
        }),
      ],
      back: { text: 'People', href: `${baseOf(wantedIn(here))}/people` },
    },
    { asked, refusal },
  );
}

// The page itself is the answer to the form, so that the address stands nowhere; sent again, it makes another page.
async function takeGiving(here: Here): Promise<WorkAnswer | null> {
  const facts = await pagesIn(here);
  if (facts === null || !mayDo(here, 'family-page.give', facts.headed)) return hidden(here);
  const { room, request } = here;
  const asked = (problems: Asked['problems']) => ({ section: whomSection, form: request.form, problems });
  const { given, problems } = read(whomSection, request.form, (filled) => textOf(filled, 'whom'));
  if (given === null) return pagesAnswer(here, facts, asked(problems));
  const wanted = { ...wantedIn(here), whom: given };
  const outcome = await performOnce(room, bearerOf(request), givePage, wanted, sentForm(request), () =>
    listOf(here),
  );
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted')
    return pagesAnswer(here, facts, asked([]), outcome.refusal);
  const now = outcome.outcome === 'done' ? await pagesIn(here) : null;
  if (outcome.outcome !== 'done' || now === null) return hidden(here);
  const { token, id } = outcome.done;
  const code = now.pages.find((one) => one.id === id)?.code ?? '';
  const body = passOnPage(frameOf(here, now.headed, 'address and code'), {
    heading: 'Give the address and the code by two different ways',
    lead: 'The address in a letter, say, and the code when you see them. Whoever has both reads the page.',
    link: `${request.origin}/family/${token}`,
    code: codeInWords(code),
    ends: 'They work for a year, or until you take them back.',
    back: listOf(here),
  });
  return { status: 200, body };
}

async function takeEnd(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wanted = { ...wantedIn(here), page: idIn(request) };
  const outcome = await performOnce(room, bearerOf(request), endPage, wanted, sentForm(request), () =>
    listOf(here),
  );
  const isHidden =
    outcome.outcome === 'not-found' ||
    (outcome.outcome === 'refused' && outcome.refusal.refused === 'not-permitted');
  return isHidden ? hidden(here) : { seeOther: listOf(here) };
}

function gone(room: WorkRoom, request: WorkRequest): WorkAnswer {
  const frame = referrerFrame(request, room.assets, { title: 'This page cannot be opened', errors: [] });
  return { status: 404, body: familyGonePage(frame, { partnership: request.partnership.name }) };
}

async function showCode(room: WorkRoom, request: WorkRequest, problem: string | null): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), familyLink, null);
  if (outcome.outcome !== 'done') return gone(room, request);
  const errors = problem === null ? [] : [{ text: problem, href: '#code' }];
  const frame = referrerFrame(request, room.assets, { title: 'Your page', errors });
  const body = familyCodePage(frame, {
    partnership: request.partnership.name,
    action: request.path.split('?', 1)[0] ?? request.path,
    formToken: request.formToken,
    problem,
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeCode(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const code = (request.form.get('code') ?? '').replace(/[^\p{L}\p{N}]/gu, '').slice(0, 20);
  if (code === '') return showCode(room, request, 'Enter the code that you were given');
  const token = newToken(48);
  const opened = await openLink(room.db, bearerOf(request).token, { code, token });
  if (opened === 'gone') return gone(room, request);
  if (opened === 'code') return showCode(room, request, 'That code does not fit. Look at it once more.');
  return {
    seeOther: `/family-page/${opened.invitationId}`,
    opened: { invitationId: opened.invitationId, token },
  };
}

const paragraphs = (text: string) => text.split('\n').filter((one) => one.trim() !== '');

async function showOwn(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const outcome = await look(room, bearerOf(request), ownFamilyPage, null);
  if (outcome.outcome !== 'done') return gone(room, request);
  const words = outcome.done.words ?? {};
  const frame = referrerFrame(request, room.assets, { title: 'What is happening', errors: [] });
  const body = familyReadPage(frame, {
    partnership: request.partnership.name,
    now: paragraphs(textOf(words, 'now')),
    next: paragraphs(textOf(words, 'next')),
    role: textOf(words, 'role'),
    telephone: textOf(words, 'telephone'),
    hours: textOf(words, 'hours'),
    language: languageNote,
    writtenOn: outcome.done.writtenOn,
  });
  return { status: 200, body };
}
