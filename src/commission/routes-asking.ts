import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { textOf } from '../intake/question.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { workingDaysUntil } from '../law/working-day-number.ts';
import { ask, type OneReport } from './commands-reports.ts';
import type { ReportsGround } from './ground.ts';
import { type Asking, askSection, followSection, readAsk } from './report.ts';
import { type Paragraph, paragraphsOf, type Shown } from './report-questions.ts';
import { answerOf, type Asked, conventionsIn, formOf, pageAnswer, wantedIn } from './routes-here.ts';
import { allIn, asksHere, listOf, oneIn } from './routes-reports-here.ts';
import { contributions, givesOf, linesOf, reportBy, standing } from './terms.ts';

/** The ledger of asking: an agency for its report, and of a report that came its sign-off, or whether an extract is right. */
export function askingRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review/reports';
  return [
    page(`${base}/ask`, 'agency-report.ask', 'session', open(showAsk)),
    post(`${base}/ask`, 'agency-report.ask', 'session', open(takeAsk), open(showAsk)),
    page(`${base}/:id/follow/:follow`, 'agency-report.ask', 'session', open(showFollow)),
    post(`${base}/:id/follow/:follow`, 'agency-report.ask', 'session', open(takeFollow), open(showFollow)),
  ];
}

// What is read beside the question: the terms that hold on the day of asking.
function shownFrom({ terms, review }: ReportsGround, paragraphs: readonly Paragraph[]): Shown {
  const { inForce } = standing(terms);
  const day = (id: string) => {
    const text = inForce === null ? '' : textOf(inForce.content.answers, id);
    return text === '' ? '' : withoutWeekday(Temporal.PlainDate.from(text));
  };
  const [from, until] = [day('from'), day('until')];
  return {
    review: review?.kind ?? '',
    period: from === '' || until === '' ? '' : `${from} to ${until}`,
    lines: inForce === null ? [] : linesOf(inForce.content),
    paragraphs,
  };
}

function askable({ involved, reports: all, terms }: ReportsGround) {
  const waiting = new Set(
    all.filter(({ state, kind }) => state === 'asked' && kind === 'report').map(({ agencyId }) => agencyId),
  );
  const { inForce } = standing(terms);
  return {
    agencies: involved
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, name }) => {
        const gives = inForce === null ? null : givesOf(inForce.content, id);
        return { id, name, note: contributions.find(({ value }) => value === gives)?.text ?? '' };
      }),
  };
}

const usualDays = 20;

function daysUntil(here: Here, day: Day | null): number {
  const { today } = here.request;
  if (day === null || Temporal.PlainDate.compare(day, today) <= 0) return usualDays;
  return Math.max(1, Math.min(120, workingDaysUntil(today, day, conventionsIn(here).calendar)));
}

async function asking(here: Here): Promise<ReportsGround | null> {
  const all = await allIn(here);
  return all === null || !asksHere(here, all) ? null : all;
}

async function showAsk(here: Here): Promise<WorkAnswer | null> {
  const all = await asking(here);
  if (all === null) return null;
  const { inForce } = standing(all.terms);
  const form = here.request.restored
    ? here.request.form
    : new URLSearchParams({
        about: all.whom.join('\n'),
        days: String(daysUntil(here, inForce === null ? null : reportBy(inForce.content))),
      });
  return askAnswer(here, all, { section: askSection(askable(all)), form, problems: [] });
}

function askAnswer(here: Here, all: ReportsGround, asked: Asked, refusal: Refusal | null = null): WorkAnswer {
  const isAnybody = askable(all).agencies.length > 0;
  const hasTerms = standing(all.terms).inForce !== null;
  return pageAnswer(
    here,
    all.headed,
    {
      heading: 'Ask an agency for its report',
      lead: [
        hasTerms
          ? 'They are asked each line of enquiry of the terms that hold, and their paragraphs get numbers.'
          : 'No terms of reference hold yet: approve them first, so that the report can be built on the lines of enquiry.',
        ...(isAnybody ? [] : ['Every agency that is involved has been asked already, or none is involved.']),
      ],
      unconfirmed:
        'The request names section 16H of the Children Act 2004, under which safeguarding partners may ask for information for a review. Its text was not read for this service (M): check it before you rely on it.',
      forms:
        isAnybody && hasTerms
          ? [
              formOf(here, asked, {
                heading: 'By a link',
                action: `${listOf(here)}/ask`,
                button: 'Ask the agency',
              }),
            ]
          : [],
      back: { text: 'What the agencies report', href: listOf(here) },
    },
    { asked, refusal },
  );
}

async function sendAsking(
  here: Here,
  asking: Asking,
  again: (refusal: Refusal) => Promise<WorkAnswer | null>,
) {
  const { room, request } = here;
  const to = ({ id }: { readonly id: string }) => `${listOf(here)}/${id}`;
  const wanted = { ...wantedIn(here), asking };
  const outcome = await performOnce(room, bearerOf(request), ask, wanted, sentForm(request), to);
  return answerOf(here, outcome, to, again);
}

async function takeAsk(here: Here): Promise<WorkAnswer | null> {
  const all = await asking(here);
  if (all === null) return hidden(here);
  const { request } = here;
  const section = askSection(askable(all));
  const { given, problems } = readAsk(section, request.form, request.today, conventionsIn(here).calendar);
  const hasTerms = standing(all.terms).inForce !== null;
  if (given === null || !hasTerms) return askAnswer(here, all, { section, form: request.form, problems });
  const { numbers: _, ...rest } = given;
  const asked = { ...rest, kind: 'report' as const, ofReport: null, shown: shownFrom(all, []) };
  return sendAsking(here, asked, async (refusal) => {
    const now = await asking(here);
    return now === null ? null : askAnswer(here, now, { section, form: request.form, problems: [] }, refusal);
  });
}

interface Following {
  readonly one: OneReport;
  readonly kind: 'sign-off' | 'accuracy';
  readonly paragraphs: readonly Paragraph[];
}

async function followIn(here: Here): Promise<Following | null> {
  const kind = here.request.params['follow'];
  const one = await oneIn(here);
  if (one === null || (kind !== 'sign-off' && kind !== 'accuracy') || !asksHere(here, one.all)) return null;
  const { report } = one;
  if (report.kind !== 'report' || report.answers === null) return null;
  return { one, kind, paragraphs: paragraphsOf(report.shown, report.answers) };
}

async function showFollow(here: Here): Promise<WorkAnswer | null> {
  const found = await followIn(here);
  if (found === null) return null;
  const form = here.request.restored ? here.request.form : new URLSearchParams({ days: '10' });
  return followAnswer(here, found, {
    section: followSection(found.kind, found.paragraphs),
    form,
    problems: [],
  });
}

const followLead = {
  'sign-off':
    'They read the whole report by their own link, and sign it off for the agency or send it back with what has to change.',
  accuracy:
    'They read the paragraphs that you choose, and nothing else of the report or the case. What they say is not right is on record beside the report, whose words stay as they are.',
} as const;

function followAnswer(
  here: Here,
  { one, kind }: Following,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const at = `${listOf(here)}/${one.report.id}`;
  return pageAnswer(
    here,
    one.all.headed,
    {
      heading: `${one.report.agency}: ${asked.section.title.toLowerCase()}`,
      lead: [followLead[kind]],
      forms: [
        formOf(here, asked, { heading: 'By a link', action: `${at}/follow/${kind}`, button: 'Ask them' }),
      ],
      back: { text: 'The report', href: at },
    },
    { asked, refusal },
  );
}

async function takeFollow(here: Here): Promise<WorkAnswer | null> {
  const found = await followIn(here);
  if (found === null) return hidden(here);
  const { request } = here;
  const { one, kind, paragraphs } = found;
  const section = followSection(kind, paragraphs);
  const { given, problems } = readAsk(section, request.form, request.today, conventionsIn(here).calendar);
  if (given === null) return followAnswer(here, found, { section, form: request.form, problems });
  const { numbers, ...rest } = given;
  const read = kind === 'sign-off' ? paragraphs : paragraphs.filter(({ number }) => numbers.includes(number));
  const { report } = one;
  const asked: Asking = {
    ...rest,
    kind,
    ofReport: report.id,
    agency: report.agencyId,
    about: kind === 'sign-off' ? report.about : 'Your own work, as the report of your agency tells it.',
    shown: { ...report.shown, lines: kind === 'sign-off' ? report.shown.lines : [], paragraphs: read },
  };
  return sendAsking(here, asked, async (refusal) => {
    const now = await followIn(here);
    return now === null
      ? null
      : followAnswer(here, now, { section, form: request.form, problems: [] }, refusal);
  });
}
