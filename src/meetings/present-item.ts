import { timeWords } from '../cases/dates.ts';
import { momentOf } from '../intake/moment.ts';
import { typedLine } from '../intake/typed.ts';
import { personKey } from '../group/membership.ts';
import { chairAt, chairsFor, type Conflict, outOf } from './attendance.ts';
import type { ItemFacts } from './commands-minutes.ts';
import { agendaOf, isMinuted, isOpenAgenda, isOver, lineOf, titleOf } from './meeting.ts';
import { actionWords, decisionNotes, decisionWords } from './minutes.ts';
import type { ItemPage } from './pages/item.ts';
import type { FormGround } from './pages/meetings.ts';
import { quorumMark, quorumNow } from './present.ts';

/** What is wrong with the form that came back, by its field; and whether somebody wrote meanwhile. */
export interface Trouble {
  readonly problems: Readonly<Record<string, string>>;
  readonly meanwhile: boolean;
}

export const noTrouble: Trouble = { problems: {}, meanwhile: false };

/** What the page of an item needs besides its facts. */
export interface ItemGround {
  readonly base: string;
  readonly meetingBase: string;
  readonly name: string;
  readonly isRunner: boolean;
  readonly form: URLSearchParams;
  readonly trouble: Trouble;
  readonly formTo: (path: string, isOwn?: boolean) => FormGround;
}

/** The page of one item. What is minuted is there for those who run the meeting. */
export function presentItem(facts: ItemFacts, ground: ItemGround): ItemPage {
  const { meeting, items, item, earlier } = facts;
  const placed = agendaOf(meeting, items).find((one) => one.item.id === item.id);
  return {
    name: ground.name,
    heading: titleOf(item),
    line: lineOf(item),
    facts: [
      { label: 'On the agenda', value: placed === undefined ? '' : `Item ${placed.number}` },
      {
        label: 'Begins',
        value:
          placed === undefined
            ? ''
            : `${timeWords(placed.starts)}, for ${item.minutes === 1 ? '1 minute' : `${item.minutes} minutes`}`,
      },
    ],
    links: [
      { text: 'Its papers', href: `${ground.meetingBase}/pack/items/${item.id}` },
      ...linksOf(facts),
      ...(earlier === null || !(ground.isRunner || earlier.isCirculated)
        ? []
        : [{ text: 'Minutes of the last meeting', href: `/meetings/${earlier.id}/minutes` }]),
    ],
    isHeldOver: item.state === 'held-over',
    conflict: isOver(meeting) ? null : `${ground.base}/conflict`,
    running: ground.isRunner && facts.content !== null ? runningOf(facts, facts.content, ground) : null,
  };
}

// A case is opened by those who see it; the others at the table know it by its pseudonym.
function linksOf({ item }: ItemFacts): ItemPage['links'] {
  if (item.referralId !== null) return [{ text: 'The referral', href: `/referrals/${item.referralId}` }];
  if (!item.seesCase || item.reference === null) return [];
  const base = `/cases/${item.reference}`;
  const own =
    item.kind === 'rapid-review' ? [{ text: 'Its rapid review', href: `${base}/rapid-review` }] : [];
  return [
    { text: 'The case', href: base },
    { text: 'Its documents', href: `${base}/documents` },
    ...own,
    { text: 'Its decisions', href: `${base}/decisions` },
  ];
}

type Running = NonNullable<ItemPage['running']>;

function runningOf(
  facts: ItemFacts,
  content: NonNullable<ItemFacts['content']>,
  ground: ItemGround,
): Running {
  const { meeting, item, conflicts, note } = facts;
  const out = outOf(conflicts, item);
  const quorum = quorumNow(facts, out);
  const isLive = isMinuted(meeting);
  return {
    quorum: quorumMark(quorum, meeting, facts.attendance.length),
    out: out.map(({ id, name, reason, declaredBy, declaredAt }) => ({
      name,
      reason,
      declared: { ...momentOf(declaredAt), by: declaredBy },
      end: isOver(meeting) ? null : ground.formTo(`/conflicts/${id}/end`),
    })),
    ...decidingOf(facts, quorum),
    chair: chairForm(facts, out, ground),
    decisions: content.decisions.map((decision) => ({
      words: decisionWords(decision),
      reasons: decision.reasons,
      notes: decisionNotes(decision),
      href: item.seesCase ? `/cases/${item.reference ?? ''}/decisions/${decision.id}` : null,
    })),
    note: isLive ? noteForm(facts, ground) : null,
    written: note === null ? null : { ...momentOf(note.at), by: note.by },
    words: content.words,
    actions: content.actions.map((action) => ({
      text: actionWords(action),
      strike: isLive ? ground.formTo(`/actions/${action.id}/strike`) : null,
    })),
    action: isLive ? actionForm(ground) : null,
    change: changeForm(facts, ground),
  };
}

function decidingOf(
  { meeting, item, packBehind }: ItemFacts,
  { rule, quorum, missing }: ReturnType<typeof quorumNow>,
): Pick<Running, 'decide' | 'blocked'> {
  if (meeting.state !== 'running' || !item.seesCase || item.reference === null)
    return { decide: null, blocked: null };
  const short = rule !== null && quorum !== null && !quorum.met;
  if (short && rule.otherwise === 'block')
    return { decide: null, blocked: `No decision can be recorded now. Missing: ${missing}` };
  return {
    decide: {
      href: `/cases/${item.reference}/decide`,
      note:
        [
          ...(short ? [`The group is not quorate. Missing: ${missing}`] : []),
          ...(packBehind === null ? [] : [packBehind]),
        ].join('. ') || null,
    },
    blocked: null,
  };
}

// Where somebody else wrote meanwhile, what they wrote is shown, and the form goes on from it with the words that were typed.
function noteForm({ note }: ItemFacts, { form, trouble, formTo }: ItemGround): Running['note'] {
  const typed = form.get('words');
  return {
    ...formTo('/minutes', typed !== null),
    seen: note?.version ?? 0,
    words: typed === null ? (note?.words ?? '') : typed.slice(0, 40_000),
    problem: trouble.problems['words'] ?? null,
    meanwhile: trouble.meanwhile ? (note?.words ?? '') : null,
  };
}

function actionForm({ form, trouble, formTo }: ItemGround): Running['action'] {
  const box = (name: string) => typedLine(form.get(name)).slice(0, 4_000);
  const { problems } = trouble;
  const found = (name: string, field: string) =>
    problems[field] === undefined ? {} : { [name]: problems[field] };
  return {
    ...formTo('/actions', form.has('action-words')),
    typed: {
      words: (form.get('action-words') ?? '').slice(0, 8_000),
      owner: box('action-owner'),
      day: box('day'),
      month: box('month'),
      year: box('year'),
    },
    problems: {
      ...found('words', 'action-words'),
      ...found('owner', 'action-owner'),
      ...found('due', 'due'),
    },
  };
}

// Whoever is named chairs this item alone; the chair of the group stays who it is.
function chairForm(
  { meeting, group, attendance, item }: ItemFacts,
  out: readonly Conflict[],
  { formTo }: ItemGround,
): Running['chair'] {
  const chair = chairAt(group, meeting.day, attendance);
  const isOut = chair !== null && out.some((one) => personKey(one) === personKey(chair));
  if (!isOut || !isMinuted(meeting)) return null;
  const names = chairsFor(attendance, out);
  return {
    ...formTo('/change'),
    who: chair.name,
    now: item.chairedBy,
    choices: ['', ...names].map((name) => ({
      value: name,
      text: name === '' ? 'Nobody is named yet' : name,
      selected: name === item.chairedBy,
    })),
  };
}

function changeForm({ meeting, item }: ItemFacts, { form, trouble, formTo }: ItemGround): Running['change'] {
  const isOpen = isOpenAgenda(meeting);
  if (!isOpen && meeting.state !== 'held') return null;
  return {
    ...formTo('/change', form.has('change')),
    minutes: form.has('change') ? typedLine(form.get('minutes')).slice(0, 10) : String(item.minutes),
    problem: trouble.problems['minutes-planned'] ?? null,
    off: isOpen && meeting.state !== 'running',
    holdOver: item.state === 'open',
    takeUp: item.state === 'held-over',
    time: isOpen,
  };
}
