import { perform } from '../acts/command.ts';
import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { momentOf } from '../intake/moment.ts';
import { withoutWeekday } from '../law/day.ts';
import { codeInWords } from '../people/link.ts';
import { workspaceFrame } from '../people/frame.ts';
import { shownBy } from '../requests/paged-answer.ts';
import { readStep, type StepName, stepNamed, stepSection } from '../requests/request.ts';
import { agencyLoad, chase, type OneReport, showReportLink } from './commands-reports.ts';
import { loadPage, passOnPage } from './pages/record.ts';
import { askedWords, askState, askWords, presentLoad, signOffWords, stepLine } from './present-reports.ts';
import { whyNotStep } from './report.ts';
import { paragraphsOf, sectionsFor } from './report-questions.ts';
import { askingRoutes } from './routes-asking.ts';
import { allIn, asksHere, listOf, oneIn, oneWanted } from './routes-reports-here.ts';
import {
  answerOf,
  type Asked,
  block,
  conventionsIn,
  formOf,
  frameOf,
  mayDo,
  pageAnswer,
} from './routes-here.ts';
import { givesOf, standing } from './terms.ts';

/** The ledger of what the agencies of a review report, and of what each owes across all cases. */
export function reportRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review/reports';
  return [
    page('/owed', 'agency-load.read', 'session', open(showLoad)),
    page(base, 'agency-report.read', 'session', open(showReports)),
    ...askingRoutes(room),
    page(`${base}/:id`, 'agency-report.read', 'session', open(showReport)),
    post(`${base}/:id/link`, 'link.show', 'session', open(takeLink)),
    page(`${base}/:id/step/:step`, 'request.chase', 'session', open(showStep)),
    post(`${base}/:id/step/:step`, 'request.chase', 'session', open(takeStep), open(showStep)),
  ];
}

async function showLoad(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), agencyLoad, null);
  if (outcome.outcome !== 'done') return null;
  const model = presentLoad(outcome.done, request.today, conventionsIn(here).calendar);
  const frame = workspaceFrame(request, room.assets, { title: 'What agencies owe', section: 'cases' });
  return { status: 200, body: loadPage(frame, model) };
}

async function showReports(here: Here): Promise<WorkAnswer | null> {
  const all = await allIn(here);
  if (all === null) return null;
  const { headed } = all;
  const { calendar } = conventionsIn(here);
  const asked = all.reports.filter(({ kind, state }) => kind === 'report' && state !== 'withdrawn');
  const come = asked.filter(({ state }) => state !== 'asked').length;
  const { inForce } = standing(all.terms);
  const unasked = all.involved.flatMap(({ id, name }) => {
    const gives = inForce === null ? null : givesOf(inForce.content, id);
    const isWanted = gives === 'both' || gives === 'report';
    return isWanted && !asked.some(({ agencyId }) => agencyId === id) ? [name] : [];
  });
  const asks = asksHere(here, all);
  return pageAnswer(here, headed, {
    heading:
      asked.length === 0
        ? 'No agency has been asked for its report'
        : `${come} of ${asked.length} ${asked.length === 1 ? 'report has' : 'reports have'} come`,
    lead:
      unasked.length === 0 ? [] : [`The terms ask for it, and nobody has asked yet: ${unasked.join(', ')}.`],
    todo: asks ? { text: 'Ask an agency for its report', href: `${listOf(here)}/ask` } : null,
    blocks: [
      block('reports', 'What was asked for', {
        rows: all.reports.map((one) => ({
          name: `${one.agency}: ${askWords[one.kind].toLowerCase()}`,
          href: `${listOf(here)}/${one.id}`,
          state: askState(one, here.request.today, calendar),
          words: [
            one.answeredAt === null ? `by ${withoutWeekday(one.dueOn)}` : '',
            signOffWords(all.reports, one),
          ]
            .filter((part) => part !== '')
            .join(' '),
        })),
        nothing: all.reports.length === 0 ? 'Nothing yet.' : null,
      }),
    ],
    ...(all.review === null ? { back: { text: 'The case', href: `/cases/${headed.reference}` } } : {}),
  });
}

async function showReport(here: Here): Promise<WorkAnswer | null> {
  const one = await oneIn(here);
  if (one === null) return null;
  const { all, report } = one;
  const asks = asksHere(here, all);
  const isOpen = asks && report.state === 'asked';
  const at = `${listOf(here)}/${report.id}`;
  const code = isOpen ? (report.link?.code ?? null) : null;
  const steps = (['remind', 'send-again', 'escalate', 'withdraw'] as const).filter(
    (step) => isOpen && whyNotStep(report, step) === null && (step !== 'remind' || all.goesOut),
  );
  const follows = asks && report.kind === 'report' && report.state === 'known';
  return pageAnswer(here, all.headed, {
    heading: `${report.agency}: ${askWords[report.kind].toLowerCase()}`,
    state: askState(report, here.request.today, conventionsIn(here).calendar),
    lead: [
      ...askedWords(report, asks),
      ...[signOffWords(all.reports, report)].filter((words) => words !== ''),
    ],
    code: code === null ? null : codeInWords(code),
    todo: follows ? { text: 'Ask a senior officer to sign it off', href: `${at}/follow/sign-off` } : null,
    forms:
      code !== null && !all.goesOut
        ? [
            formOf(
              here,
              {
                section: { id: 'link', step: '', title: '', questions: [] },
                form: new URLSearchParams(),
                problems: [],
              },
              {
                heading: 'No mail goes out from here',
                action: `${at}/link`,
                button: 'Get the link',
              },
            ),
          ]
        : [],
    blocks: [
      ...(steps.length === 0 && !follows
        ? []
        : [
            block('next', 'What can be done', {
              links: [
                ...steps.map((step) => ({ text: stepSection(step).title, href: `${at}/step/${step}` })),
                ...(follows
                  ? [
                      {
                        text: 'Ask somebody who was there whether an extract is right',
                        href: `${at}/follow/accuracy`,
                      },
                    ]
                  : []),
              ],
            }),
          ]),
      ...contentBlocks(one),
      block('about', 'Whom it is about', { nothing: report.about }),
      ...(report.steps.length === 0
        ? []
        : [block('steps', 'What was done so that it comes', { rows: report.steps.map(stepLine) })]),
    ],
    back: { text: 'What the agencies report', href: listOf(here) },
  });
}

// A report by its numbered paragraphs; every other answer as it was given.
function contentBlocks({ report }: OneReport) {
  const { answers, kind, shown } = report;
  if (answers === null) return [];
  const sections = sectionsFor(kind, shown);
  if (kind !== 'report')
    return [block('answer', 'What they said', { groups: shownBy(sections, answers, '') })];
  const paragraphs = paragraphsOf(shown, answers);
  const chapter = (number: number) =>
    paragraphs
      .filter((one) => one.number.startsWith(`${number}.`))
      .map((one) => ({ name: one.number, href: null, state: null, words: one.text }));
  const last = Math.max(0, ...shown.lines.map(({ number }) => number));
  const around = sections.filter(({ id }) => id === 'author' || id === 'context');
  return [
    block('author', 'Who wrote it, and how', { groups: shownBy(around, answers, '') }),
    ...shown.lines.map(({ key, number, text }) =>
      block(key, `Line of enquiry ${number}`, { lead: text, rows: chapter(number) }),
    ),
    ...['Good practice', 'Lessons', 'What the agency will do'].map((heading, at) =>
      block(`learning-${at}`, heading, { rows: chapter(last + 1 + at) }),
    ),
  ];
}

async function stepIn(here: Here): Promise<{ readonly one: OneReport; readonly step: StepName } | null> {
  const step = stepNamed(here.request.params['step']);
  const one = step === null ? null : await oneIn(here);
  return one === null || step === null || !mayDo(here, 'request.chase', one.all.headed)
    ? null
    : { one, step };
}

async function showStep(here: Here): Promise<WorkAnswer | null> {
  const found = await stepIn(here);
  if (found === null) return null;
  // Where the step cannot be taken any more, the report itself says how it stands.
  if (whyNotStep(found.one.report, found.step) !== null)
    return { seeOther: `${listOf(here)}/${found.one.report.id}` };
  const { person, email } = found.one.report;
  const form = here.request.restored ? here.request.form : new URLSearchParams({ person, email });
  return stepAnswer(here, found, { section: stepSection(found.step), form, problems: [] });
}

function stepAnswer(
  here: Here,
  { one, step }: { readonly one: OneReport; readonly step: StepName },
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const at = `${listOf(here)}/${one.report.id}`;
  return pageAnswer(
    here,
    one.all.headed,
    {
      heading: `${one.report.agency}: ${asked.section.title.toLowerCase()}`,
      lead: [],
      forms: [
        formOf(here, asked, {
          heading: asked.section.title,
          action: `${at}/step/${step}`,
          button: asked.section.title,
        }),
      ],
      back: { text: 'Back', href: at },
    },
    { asked, refusal },
  );
}

async function takeStep(here: Here): Promise<WorkAnswer | null> {
  const found = await stepIn(here);
  if (found === null) return hidden(here);
  const { room, request } = here;
  const section = stepSection(found.step);
  const { taking, problems } = readStep(found.step, request.form, request.today);
  if (taking === null) return stepAnswer(here, found, { section, form: request.form, problems });
  const to = `${listOf(here)}/${found.one.report.id}`;
  const wanted = { ...oneWanted(here), step: found.step, taking };
  const outcome = await performOnce(room, bearerOf(request), chase, wanted, sentForm(request), () => to);
  return answerOf(
    here,
    outcome,
    () => to,
    async (refusal) => {
      const now = await stepIn(here);
      return now === null
        ? null
        : stepAnswer(here, now, { section, form: request.form, problems: [] }, refusal);
    },
  );
}

// The page itself is the answer to the form, so that the link stands in no address; sent again, it makes another, and the first is dead.
async function takeLink(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await perform(room, bearerOf(request), showReportLink, oneWanted(here));
  const back = `${listOf(here)}/${idIn(request)}`;
  if (outcome.outcome === 'refused' && outcome.refusal.refused !== 'not-permitted') return { seeOther: back };
  if (outcome.outcome !== 'done') return hidden(here);
  const one = await oneIn(here);
  if (one === null) return null;
  const { token, code, expiresAt } = outcome.done;
  const frame = frameOf(here, one.all.headed, 'link and code');
  const body = passOnPage(frame, {
    heading: 'Pass on the link and the code by two different ways',
    lead: 'The link by e-mail, say, and the code over the telephone. Whoever has both can write for the agency.',
    link: `${request.origin}/link/${token}`,
    code: codeInWords(code),
    ends: `They work until ${withoutWeekday(momentOf(expiresAt).day)}.`,
    back,
  });
  return { status: 200, body };
}
