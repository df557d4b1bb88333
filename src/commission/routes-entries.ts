import { performOnce, sentForm } from '../acts/once.ts';
import type { Refusal } from '../acts/refusal.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { formOf as formFrom } from '../intake/answers.ts';
import { dayIn, type Filled, isAsked } from '../intake/question.ts';
import { rowOf } from '../intake/shown.ts';
import { withoutWeekday } from '../law/day.ts';
import { read } from '../review/form-parts.ts';
import { recordEntry } from './commands.ts';
import {
  type Chapter,
  chapters,
  type Entry,
  type EntryKind,
  entryState,
  entryTitle,
  kindWords,
  standingEntries,
} from './entry-kinds.ts';
import { entrySection } from './entry-questions.ts';
import { type Ground, isByLaw, reportCheck } from './ground.ts';
import type { Block, RecordShown } from './pages/record.ts';
import { lacking } from './quality.ts';
import {
  answerOf,
  type Asked,
  baseOf,
  block,
  formOf,
  groundIn,
  mayDo,
  pageAnswer,
  wantedIn,
} from './routes-here.ts';

/** The ledger of what is kept of a review one by one: who took part, its quality, and the turns that it took. */
export function entryRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review';
  const kinds = Object.entries(kindWords) as [EntryKind, (typeof kindWords)[EntryKind]][];
  return [
    ...(Object.keys(chapters) as Chapter[]).map((chapter) =>
      page(
        `${base}/${chapter}`,
        'review.read',
        'session',
        open((here) => showChapter(here, chapter)),
      ),
    ),
    ...kinds.flatMap(([kind, { verb }]) => [
      page(
        `${base}/record/${kind}`,
        verb,
        'session',
        open((here) => showForm(here, kind)),
      ),
      post(
        `${base}/record/${kind}`,
        verb,
        'session',
        open((here) => takeForm(here, kind)),
        open((here) => showForm(here, kind)),
      ),
    ]),
  ];
}

const day = (on: Temporal.Instant) => withoutWeekday(on.toZonedDateTimeISO('Europe/London').toPlainDate());

function entryShown(here: Here, one: Entry, changes: boolean): RecordShown {
  const section = entrySection(one.kind);
  const asked = section.questions.filter((question) => isAsked(question, one.answers));
  const rows = asked
    .map((question) => rowOf(question, one.answers))
    .filter(({ day: on, lines }) => on !== null || lines.length > 0)
    .map(({ label, day: on, lines }) => ({
      label,
      text: on === null ? lines.join('\n') : withoutWeekday(on),
    }));
  const title = entryTitle(one);
  return {
    title: title === '' ? kindWords[one.kind].one : title,
    state: entryState(one),
    rows: [
      ...rows,
      {
        label: 'On record',
        text: `${day(one.recordedAt)}, by ${one.recordedBy}${one.replaces === null ? '' : ' (corrected; what stood before is kept)'}`,
      },
    ],
    links: changes
      ? [
          {
            text: 'Correct or add to it',
            href: `${baseOf(wantedIn(here))}/record/${one.kind}?replaces=${one.id}`,
          },
        ]
      : [],
    past: false,
  };
}

function kindBlock(here: Here, facts: Ground, kind: EntryKind): Block {
  const { headed } = facts;
  const own = kindWords[kind];
  const standing = standingEntries(facts.entries, kind);
  const records = mayDo(here, own.verb, headed) && headed.state !== 'closed';
  const isSingle = kind === 'report' || kind === 'family-words';
  const add = { text: own.add, href: `${baseOf(wantedIn(here))}/record/${kind}` };
  return block(kind, own.many, {
    lead: own.lead,
    records: (isSingle ? standing.slice(0, 1) : standing).map((one) => entryShown(here, one, records)),
    nothing: standing.length === 0 ? own.none : null,
    links: records && !(isSingle && standing.length > 0) ? [add] : [],
  });
}

function chapterHeading(chapter: Chapter, facts: Ground): string {
  const count = (kind: EntryKind) => standingEntries(facts.entries, kind).length;
  if (chapter === 'people')
    return count('voice') === 0
      ? 'The child’s own voice is not written down yet'
      : 'Who takes part, and what the child said';
  if (chapter === 'turns') {
    const holds = standingEntries(facts.entries, 'stay').some(({ answers }) => answers['over'] !== 'yes');
    if (holds) return 'A court has stayed this review';
    return count('national') > 0
      ? 'This review became national'
      : count('joint') > 0
        ? 'This review is joint'
        : 'This review has gone straight on';
  }
  if (count('sign-off') > 0) return 'The report is signed off';
  const missing = isByLaw(facts) ? lacking(reportCheck(facts)).length : 0;
  return missing > 0 ? 'The report cannot be signed off yet' : 'The report is not signed off';
}

async function showChapter(here: Here, chapter: Chapter): Promise<WorkAnswer | null> {
  const facts = await groundIn(here);
  if (facts === null) return null;
  const { headed } = facts;
  const missing = chapter === 'quality' && isByLaw(facts) ? lacking(reportCheck(facts)) : [];
  const gives = chapter === 'people' && mayDo(here, 'family-page.give', headed);
  return pageAnswer(here, headed, {
    heading: chapterHeading(chapter, facts),
    lead:
      missing.length === 0
        ? []
        : [`The law asks for it, and it has not been found in the report: ${missing.join('; ')}.`],
    blocks: chapters[chapter].kinds.map((kind) => {
      const own = kindBlock(here, facts, kind);
      if (kind !== 'family-words' || !gives) return own;
      return {
        ...own,
        links: [
          ...own.links,
          { text: 'Give somebody of the family their page', href: `${baseOf(wantedIn(here))}/family-pages` },
        ],
      };
    }),
  });
}

async function formGround(here: Here, kind: EntryKind): Promise<Ground | null> {
  const facts = await groundIn(here);
  return facts === null || !mayDo(here, kindWords[kind].verb, facts.headed) ? null : facts;
}

const replacesIn = ({ request }: Here) => {
  const given = request.form.get('replaces') ?? request.query.get('replaces') ?? '';
  return isId(given) ? given : null;
};

async function showForm(here: Here, kind: EntryKind): Promise<WorkAnswer | null> {
  const facts = await formGround(here, kind);
  if (facts === null) return null;
  const replaces = replacesIn(here);
  const before = standingEntries(facts.entries, kind).find(({ id }) => id === replaces);
  const section = entrySection(kind);
  const form = here.request.restored
    ? here.request.form
    : before === undefined
      ? new URLSearchParams()
      : formFrom(section, before.answers);
  return formAnswer(
    here,
    facts,
    kind,
    { section, form, problems: [] },
    before === undefined ? null : replaces,
  );
}

function formAnswer(
  here: Here,
  facts: Ground,
  kind: EntryKind,
  asked: Asked,
  replaces: string | null,
  refusal: Refusal | null = null,
): WorkAnswer {
  const own = kindWords[kind];
  const base = baseOf(wantedIn(here));
  const back = { text: chapters[own.chapter].title, href: `${base}/${own.chapter}` };
  return pageAnswer(
    here,
    facts.headed,
    {
      heading: replaces === null ? own.add : 'Correct or add to it',
      lead: [own.lead],
      forms: [
        formOf(here, asked, {
          heading: replaces === null ? 'For the record' : 'What stood before is kept',
          action: `${base}/record/${kind}`,
          button: 'Put it on record',
          hidden: replaces === null ? [] : [{ name: 'replaces', value: replaces }],
        }),
      ],
      back,
    },
    { asked, refusal },
  );
}

async function takeForm(here: Here, kind: EntryKind): Promise<WorkAnswer | null> {
  const facts = await formGround(here, kind);
  if (facts === null) return hidden(here);
  const { request, room } = here;
  const section = entrySection(kind);
  const replaces = replacesIn(here);
  const { given, problems } = read(section, request.form, (filled: Filled) => filled);
  if (given === null)
    return formAnswer(here, facts, kind, { section, form: request.form, problems }, replaces);
  const to = `${baseOf(wantedIn(here))}/${kindWords[kind].chapter}`;
  const wanted = { ...wantedIn(here), kind, answers: given, day: dayIn(given, 'day'), replaces };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    recordEntry(kind),
    wanted,
    sentForm(request),
    () => to,
  );
  return answerOf(
    here,
    outcome,
    () => to,
    async (refusal) => {
      const now = await formGround(here, kind);
      if (now === null) return null;
      return formAnswer(here, now, kind, { section, form: request.form, problems: [] }, replaces, refusal);
    },
  );
}
