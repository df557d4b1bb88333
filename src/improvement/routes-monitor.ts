import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { long, section } from '../review/form-parts.ts';
import { typedLong } from '../intake/typed.ts';
import { setThemes, themeList } from './commands-findings.ts';
import { courses, type Monitored, monitored } from './commands-lists.ts';
import { exportPaper, exportWorkbook, excelType } from './export.ts';
import { type AskedList, mostPages, shownLists } from './lists.ts';
import { monitorPage } from './pages/monitor.ts';
import { progressPage } from './pages/progress.ts';
import { presentProgress } from './picture.ts';
import { presentMonitor } from './present-actions.ts';
import {
  afterAct,
  type Asked,
  formOf,
  formPage,
  frameOf,
  mayDo,
  recordAnswer,
  typedIn,
} from './routes-here.ts';
import { listText, readList, type ThemeList } from './themes.ts';
import { paperAnswer } from '../acts/paper-answer.ts';

/** The ledger of what is followed across all reviews: the monitoring page, its exports, the picture over time, and the list of themes. */
export function monitorRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/improvement', 'improvement.read', 'session', open(showMonitor)),
    page('/improvement/export/:as', 'improvement.read', 'session', open(showExport)),
    page('/improvement/progress', 'improvement.read', 'session', open(showProgress)),
    page('/improvement/themes', 'theme.set', 'session', open(showThemes)),
    post('/improvement/themes', 'theme.set', 'session', open(takeThemes), open(showThemes)),
  ];
}

/** How the list is asked for in the address; what cannot be read is as if it were not there. */
function askedIn(here: Here): AskedList {
  const { query, today } = here.request;
  const show = shownLists.find((one) => one === query.get('show')) ?? 'open';
  const id = (name: string) => {
    const given = query.get(name) ?? '';
    return isId(given) ? given : null;
  };
  const page = /^\d{1,2}$/.test(query.get('page') ?? '') ? Number(query.get('page')) : 1;
  return {
    show,
    agency: id('agency'),
    group: id('group'),
    page: Math.min(Math.max(page, 1), mostPages),
    today,
    isOwn: !mayDo(here, 'recommendation.assess'),
  };
}

async function monitoredIn(here: Here, asked: AskedList): Promise<Monitored | null> {
  const outcome = await look(here.room, bearerOf(here.request), monitored, asked);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showMonitor(here: Here): Promise<WorkAnswer | null> {
  const asked = askedIn(here);
  const facts = await monitoredIn(here, asked);
  if (facts === null) return null;
  const model = presentMonitor(facts, asked, {
    records: mayDo(here, 'recommendation.record'),
    themes: mayDo(here, 'theme.set'),
  });
  return { status: 200, body: monitorPage(frameOf(here, 'Recommendations and actions'), model) };
}

async function showExport(here: Here): Promise<WorkAnswer | null> {
  const as = here.request.params['as'];
  if (as !== 'word' && as !== 'excel') return null;
  const asked = askedIn(here);
  const facts = await monitoredIn(here, asked);
  if (facts === null) return null;
  const model = presentMonitor(facts, asked, { records: false, themes: false });
  const { partnership, today } = here.request;
  if (as === 'word')
    return paperAnswer(
      exportPaper(model, { partnership: partnership.name, today, isTraining: partnership.training }),
      'word',
      'recommendations-and-actions.docx',
    );
  return { file: await exportWorkbook(model), type: excelType, saveAs: 'recommendations-and-actions.xlsx' };
}

async function showProgress(here: Here): Promise<WorkAnswer | null> {
  const outcome = await look(here.room, bearerOf(here.request), courses, null);
  if (outcome.outcome !== 'done') return null;
  const model = presentProgress(outcome.done, here.request.today);
  return { status: 200, body: progressPage(frameOf(here, 'Recommendations over time'), model) };
}

const themesSection = section('themes', [
  long(
    'list',
    'The list',
    'The list',
    'Write the list',
    'One theme a line: the kind, a colon, the theme, and after an upright line (|) other words for it, parted by semicolons.',
    40_000,
  ),
  long('why', 'Why it changes', 'The reason', 'Say why it changes', undefined, 2_000),
]);

async function themesIn(here: Here): Promise<ThemeList | null> {
  const outcome = await look(here.room, bearerOf(here.request), themeList, null);
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showThemes(here: Here): Promise<WorkAnswer | null> {
  const stands = await themesIn(here);
  if (stands === null) return null;
  const form = typedIn(here, { list: listText(stands) });
  return themesAnswer(here, stands, { section: themesSection, form, problems: [] });
}

function themesAnswer(
  here: Here,
  stands: ThemeList,
  asked: Asked,
  refusal: Refusal | null = null,
): WorkAnswer {
  const isOld = refusal?.refused === 'finding-meanwhile';
  const model = formPage({
    heading: stands.themes.length === 1 ? '1 theme' : `${stands.themes.length} themes`,
    lead: [
      stands.number === 0
        ? 'This is the list that comes with the service. The titles of the Panel’s six practice themes of 2020 in it are as they were remembered.'
        : `This is version ${stands.number} of the partnership’s own list.`,
      'Findings keep the version by which they were marked.',
    ],
    meanwhile: isOld ? 'Somebody else has changed the list meanwhile.' : null,
    facts: isOld ? [{ label: 'Theirs', text: listText(stands) }] : [],
    form: formOf(here, asked, {
      heading: 'Change the list',
      action: '/improvement/themes',
      button: 'Save the list',
      hidden: [{ name: 'known', value: `${stands.number}` }],
    }),
    back: { text: 'Recommendations and actions', href: '/improvement' },
  });
  return recordAnswer(here, model, { title: 'Themes', asked, refusal });
}

async function takeThemes(here: Here): Promise<WorkAnswer | null> {
  const stands = await themesIn(here);
  if (stands === null) return hidden(here);
  const { room, request } = here;
  const { form } = request;
  const [list, why] = [typedLong(form.get('list')), typedLong(form.get('why'))];
  const read = list.length > 40_000 ? 'The list is too long' : readList(list, stands);
  const problems = [
    ...(typeof read === 'string' ? [{ question: 'list', kind: 'wrong' as const, text: read }] : []),
    ...(why === '' || why.length > 2_000
      ? [
          {
            question: 'why',
            kind: 'wrong' as const,
            text: 'Say why it changes, in 2,000 characters or fewer',
          },
        ]
      : []),
  ];
  if (typeof read === 'string' || problems.length > 0)
    return themesAnswer(here, stands, { section: themesSection, form, problems });
  const wish = { known: Number(form.get('known') ?? 0), themes: read, why };
  const to = () => '/improvement/themes';
  const outcome = await performOnce(room, bearerOf(request), setThemes, wish, sentForm(request), to);
  return afterAct(here, outcome, to, async (refusal) => {
    const now = await themesIn(here);
    form.delete('once-key');
    return now === null
      ? null
      : themesAnswer(here, now, { section: themesSection, form, problems: [] }, refusal);
  });
}
