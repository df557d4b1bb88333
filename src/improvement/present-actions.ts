import { type Day, withoutWeekday } from '../law/day.ts';
import { type Action, type ActionEntry, driftWords } from './action.ts';
import type { ActionFacts } from './commands-actions.ts';
import type { Monitored } from './commands-lists.ts';
import type { MonitorPage, MonitorRow } from './pages/monitor.ts';
import type { RecordPage, RecordShown } from './pages/record.ts';
import { addresseeWords, axisRow, recorded, row, rowIf } from './present.ts';
import {
  type AskedList,
  countedTo,
  isOfAsks,
  type ListedAsk,
  mostPages,
  pageLength,
  type ShownList,
} from './lists.ts';
import { actionStates, entryKinds, type EntryKind, methods, practices, reaches } from './words.ts';

const ownerWords = ({ role, name }: Action['owner']) => `${role}${name === '' ? '' : `: ${name}`}`;

function entryShown(one: ActionEntry): RecordShown {
  return {
    title: `${withoutWeekday(one.day)}: ${entryKinds[one.kind]}`,
    state: one.result === '' ? null : practices[one.result],
    rows: [
      row('What was said', one.words),
      ...(one.owner === null ? [] : [row('In hand', ownerWords(one.owner))]),
      ...(one.dueOn === null
        ? []
        : [row(one.kind === 'due' ? 'New last day' : 'To be checked on', withoutWeekday(one.dueOn))]),
      ...(one.method === '' ? [] : [row('How', methods[one.method])]),
      ...rowIf('Document', one.document),
      recorded({ at: one.recordedAt, by: one.recordedBy }),
    ],
    links: [],
    past: false,
  };
}

/** What the links of an action say. */
export const entryLinks: Readonly<Record<EntryKind, string>> = {
  progress: 'Report progress',
  evidence: 'Add evidence',
  'close-asked': 'Ask that it be closed',
  due: 'Move the last day',
  owner: 'Hand it over',
  verified: 'Verify the evidence and close it',
  'sent-back': 'Send it back',
  reopened: 'Open it again',
  'check-planned': 'Plan a check whether practice changed',
  'check-result': 'Record what the check found',
};

const stateOf = (action: Action, today: Day) =>
  action.state !== 'closed' && Temporal.PlainDate.compare(action.dueOn, today) < 0
    ? { mark: 'late', words: `Late, ${actionStates[action.state].words.toLowerCase()}` }
    : actionStates[action.state];

/** An action with its history; without a form. */
export function presentAction(
  { action, entries }: ActionFacts,
  ground: { readonly today: Day; readonly kinds: readonly EntryKind[] },
): Omit<RecordPage, 'form'> {
  const state = stateOf(action, ground.today);
  return {
    header: null,
    above: action.reference ?? 'An action',
    heading: `Action ${action.number}: ${action.title}`,
    lead: action.ownerIsHere ? [] : ['Its owner has left. Hand it over to somebody who is here.'],
    meanwhile: null,
    facts: [
      row('How it stands', state.words),
      row('In hand', ownerWords(action.owner)),
      ...rowIf('Agency', action.agency),
      row(
        'Whose',
        `${reaches[action.reach]}${action.group === null ? '; no group watches it' : `; watched by ${action.group}`}`,
      ),
      row(
        'Last day',
        action.moves === 0
          ? withoutWeekday(action.dueOn)
          : `${withoutWeekday(action.dueOn)}; at first ${withoutWeekday(action.firstDue)}`,
      ),
      row('Has to be seen', action.needed),
      ...rowIf('Drift', driftWords(action)),
      row(
        'Whether practice changed',
        action.checkOn === null
          ? practices[action.practice].words
          : `To be checked on ${withoutWeekday(action.checkOn)}${action.checkMethod === '' ? '' : `: ${methods[action.checkMethod].toLowerCase()}`}`,
      ),
      row('For the recommendation', action.headline),
    ],
    axes: [],
    doing: ground.kinds.map((kind) => ({
      text: entryLinks[kind],
      href: `/improvement/actions/${action.id}/${kind}`,
    })),
    parts: [
      {
        id: 'history',
        heading: 'Its history, the newest first',
        records: entries.map(entryShown),
        nothing: 'Nothing yet.',
        add: null,
      },
    ],
    back:
      action.askId === null
        ? { text: 'The recommendation', href: `/improvement/recommendations/${action.recommendationId}` }
        : { text: 'The recommendation', href: `/improvement/recommendations/${action.recommendationId}` },
  };
}

/** What a list is called with its count. */
const listWords: Readonly<Record<ShownList, (count: string, isOne: boolean) => string>> = {
  open: (count, isOne) => `${count} ${isOne ? 'action is' : 'actions are'} open`,
  late: (count, isOne) => `${count} ${isOne ? 'action is' : 'actions are'} late`,
  drifted: (count, isOne) => `${count} open ${isOne ? 'action has' : 'actions have'} drifted`,
  checks: (count, isOne) => `${count} ${isOne ? 'check' : 'checks'} of practice due within four weeks`,
  waiting: (count, isOne) => `${count} ${isOne ? 'answer is' : 'answers are'} overdue`,
  intents: (count, isOne) => `${count} satisfactory ${isOne ? 'intent' : 'intents'} expired or about to`,
  asks: (count, isOne) => `${count} ${isOne ? 'ask is' : 'asks are'} open, one for each addressee`,
  all: () => 'All actions',
};

const counted = (count: number) =>
  count > countedTo ? `More than ${countedTo.toLocaleString('en-GB')}` : `${count}`;

/** Where a list is, with its filters. */
export function listHref(asked: Omit<AskedList, 'today' | 'isOwn'>): string {
  const query = new URLSearchParams([
    ['show', asked.show],
    ...(asked.agency === null ? [] : [['agency', asked.agency]]),
    ...(asked.group === null ? [] : [['group', asked.group]]),
    ...(asked.page === 1 ? [] : [['page', `${asked.page}`]]),
  ]);
  return `/improvement?${query.toString()}`;
}

const actionRow = (one: Action, asked: AskedList): MonitorRow => ({
  name: one.title,
  href: `/improvement/actions/${one.id}`,
  second: `${one.reference ?? 'Review not shown'} · ${one.headline}`,
  who: one.agency ?? 'No agency',
  whoSecond: ownerWords(one.owner),
  due: withoutWeekday(asked.show === 'checks' ? (one.checkOn ?? one.dueOn) : one.dueOn),
  states: [stateOf(one, asked.today), ...(one.practice === 'not-checked' ? [] : [practices[one.practice]])],
  drift: driftWords(one),
});

const askRow = (one: ListedAsk, asked: AskedList): MonitorRow => {
  const due = asked.show === 'intents' ? one.assessmentUntil : one.responseDue;
  return {
    name: one.headline,
    href: `/improvement/asks/${one.id}`,
    second: one.reference ?? (one.source === '' ? 'Review not shown' : one.source),
    who: addresseeWords(one),
    whoSecond: one.agencyId === null ? 'Outside the partnership' : '',
    due: due === null ? 'No day' : withoutWeekday(due),
    states: axisRow(one, null, asked.today)
      .cells.slice(0, 3)
      .map((cell) => cell.state),
    drift: '',
  };
};

const choices = (
  all: readonly { readonly id: string; readonly name: string }[],
  chosen: string | null,
  every: string,
) => [
  { value: '', text: every, chosen: chosen === null },
  ...all.map(({ id, name }) => ({ value: id, text: name, chosen: id === chosen })),
];

/** The monitoring page, for whoever looks: what of it there is, the database decided. */
export function presentMonitor(
  { counts, actions, asks, agencies, groups }: Monitored,
  asked: AskedList,
  rights: { readonly records: boolean; readonly themes: boolean },
): MonitorPage {
  const { show, page } = asked;
  const rows = isOfAsks(show)
    ? asks.map((one) => askRow(one, asked))
    : actions.map((one) => actionRow(one, asked));
  const words = (one: ShownList) =>
    listWords[one](one === 'all' ? '' : counted(counts[one]), one !== 'all' && counts[one] === 1);
  const lists: readonly ShownList[] = [
    'open',
    'late',
    'drifted',
    'checks',
    'waiting',
    'intents',
    'asks',
    'all',
  ];
  return {
    heading: words(show),
    lead: 'Across all reviews that you may know of. A moved day and a change of hands are no faults; together with a day that passes they are worth a question.',
    counts: lists
      .filter((one) => one !== show)
      .map((one) => ({ text: words(one), href: listHref({ ...asked, show: one, page: 1 }), current: false })),
    filters: [
      {
        id: 'show',
        label: 'Show',
        options: lists.map((one) => ({ value: one, text: filterWords[one], chosen: one === show })),
      },
      { id: 'agency', label: 'Agency', options: choices(agencies, asked.agency, 'All agencies') },
      ...(groups.length === 0
        ? []
        : [{ id: 'group', label: 'Watched by', options: choices(groups, asked.group, 'Any group') }]),
    ],
    rows: rows.slice(0, pageLength),
    dueLabel:
      show === 'checks'
        ? 'Check due'
        : show === 'intents'
          ? 'Expires'
          : isOfAsks(show)
            ? 'Answer due'
            : 'Last day',
    nothing: 'There is nothing of this kind that you may see.',
    newer: page === 1 ? null : listHref({ ...asked, page: page - 1 }),
    older: rows.length > pageLength && page < mostPages ? listHref({ ...asked, page: page + 1 }) : null,
    links: [
      { text: 'Recommendations over time', href: '/improvement/progress' },
      {
        text: 'This list as an Excel workbook',
        href: listHref(asked).replace('/improvement?', '/improvement/export/excel?'),
      },
      {
        text: 'This list as a Word document',
        href: listHref(asked).replace('/improvement?', '/improvement/export/word?'),
      },
      ...(rights.records
        ? [{ text: 'Record a recommendation that was made elsewhere', href: '/improvement/elsewhere' }]
        : []),
      ...(rights.themes ? [{ text: 'The list of themes', href: '/improvement/themes' }] : []),
    ],
  };
}

const filterWords: Readonly<Record<ShownList, string>> = {
  open: 'Open actions',
  late: 'Late actions',
  drifted: 'Actions that drifted',
  checks: 'Checks of practice that are due',
  waiting: 'Answers that are overdue',
  intents: 'Intents that expire',
  asks: 'Open recommendations',
  all: 'All actions',
};
