import { personKey, type SeatOn } from '../group/membership.ts';
import { answerWords, positionWords } from '../group/words.ts';
import { criteriaOn } from '../law/criteria.ts';
import { pageWords } from '../packs/pack.ts';
import { type Attendance, attendanceOf, choiceNow, outOf } from './attendance.ts';
import type { DayFacts } from './commands-day.ts';
import { agendaOf, type Item, isOver, lineOf, titleOf } from './meeting.ts';
import type { DayPage, DayRow, Tile } from './pages/day.ts';
import type { ItemPage } from './pages/item.ts';
import type { FormGround, Mark } from './pages/meetings.ts';
import { peopleOf, quorumMark, quorumNow, saidOf } from './present.ts';

/** What the screen of the day needs besides its facts. */
export interface DayGround {
  /** `/meetings/<id>`. */
  readonly base: string;
  readonly name: string;
  /** True where whoever runs the meeting has said that the room is clear. */
  readonly isOpened: boolean;
  readonly conventions: Parameters<typeof criteriaOn>[1];
  readonly item: ItemPage;
  readonly script: string;
  readonly formTo: (action: string) => FormGround;
}

/**
 * Who is in the room and may not see an item: those with a conflict of interest in it, and those who are excluded from its case. Their names,
 * once each.
 */
export function inRoomAndShut(
  { attendance, conflicts, shut }: Pick<DayFacts, 'attendance' | 'conflicts' | 'shut'>,
  item: Pick<Item, 'id'>,
): readonly string[] {
  const out = new Set([
    ...outOf(conflicts, item).map(personKey),
    ...shut.filter(({ itemId }) => itemId === item.id).map(({ accountId }) => accountId),
  ]);
  const there = attendance.filter((one) => one.presence === 'present' && out.has(personKey(one)));
  return [...new Set(there.map(({ name }) => name))];
}

/** The screen of the day for one item. */
export function presentDay(facts: DayFacts, ground: DayGround): DayPage {
  const { meeting, items, item, attendance } = facts;
  const { base } = ground;
  const at = items.findIndex(({ id }) => id === item.id);
  const hrefOf = (one: Item | undefined) => (one === undefined ? null : `${base}/day/${one.id}`);
  const shut = inRoomAndShut(facts, item);
  const isGated = shut.length > 0 && !ground.isOpened;
  return {
    name: ground.name,
    place: `Item ${at + 1} of ${items.length}`,
    heading: isGated ? 'Somebody in the room may not see this item' : titleOf(item),
    line: isGated ? null : lineOf(item),
    agenda: rowsOf(facts, ground, isGated),
    before: hrefOf(items[at - 1]),
    after: hrefOf(items[at + 1]),
    quorum: quorumMark(quorumNow(facts, outOf(facts.conflicts, item)), meeting, attendance.length),
    room: tilesOf(facts, ground),
    attendance: isOver(meeting) ? null : `${base}/attendance`,
    meeting: base,
    gate: isGated ? { names: shut.join(', '), open: `${base}/day/${item.id}?open=1` } : null,
    papers: facts.papers.map((one) => ({
      title: one.paper.title,
      pages: pageWords(one),
      isLate: one.paper.lateWhy !== '',
    })),
    pack:
      facts.pack === null
        ? null
        : { words: `Version ${facts.pack} of the pack`, href: `${base}/pack/items/${item.id}` },
    criteria: criteriaOf(facts, ground),
    views: viewsOf(facts),
    item: ground.item,
    script: ground.script,
  };
}

function rowsOf(facts: DayFacts, { base }: DayGround, isGated: boolean): readonly DayRow[] {
  return agendaOf(facts.meeting, facts.items).map(({ item, number, starts }) => {
    const isNow = item.id === facts.item.id;
    const isShut = inRoomAndShut(facts, item).length > 0 && (!isNow || isGated);
    const state: Mark | null = isShut
      ? { mark: 'shut-out', words: 'Closed to somebody here' }
      : item.state === 'held-over'
        ? { mark: 'held', words: 'Held over' }
        : null;
    return {
      starts,
      title: isShut ? `Item ${number}` : titleOf(item),
      reference: isShut ? null : item.reference,
      href: `${base}/day/${item.id}`,
      isNow,
      state,
    };
  });
}

function tilesOf(facts: DayFacts, ground: DayGround): readonly Tile[] {
  const quorum = quorumNow(facts);
  const away = new Set(inRoomAndShut(facts, facts.item));
  return peopleOf(facts, quorum).map((row, at) => {
    const seatOn = quorum.seats[at];
    const said = seatOn === undefined ? null : saidOf(facts.attendance, seatOn.seat.id);
    const isOut = said !== null && said.presence === 'present' && away.has(said.name);
    return {
      ...row,
      isOut,
      state: isOut ? { mark: 'shut-out', words: 'Out for this item' } : row.state,
      say: seatOn === undefined || isOver(facts.meeting) ? null : sayOf(seatOn, said, facts, ground),
    };
  });
}

// One press says the likeliest: that they have come, or that they have left. Everything else stands on the page of who is there.
function sayOf(
  seatOn: SeatOn,
  said: Attendance | null,
  { item }: DayFacts,
  { base, formTo }: DayGround,
): Tile['say'] {
  const was = choiceNow(seatOn, said);
  const isHere = said?.presence === 'present';
  const value = isHere ? 'left' : seatOn.holder === null ? 'deputy-0' : 'holder';
  if (attendanceOf(seatOn, said, value) === null) return null;
  return {
    ...formTo(`${base}/attendance`),
    field: seatOn.seat.id,
    was,
    value,
    text: isHere ? 'Has left' : 'Is here',
    back: item.id,
  };
}

// What the group is asked on that day, and what it answered where it decided today.
function criteriaOf({ item, meeting, decided }: DayFacts, { conventions }: DayGround): DayPage['criteria'] {
  if (item.caseId === null || !item.seesCase || item.kind === 'actions') return [];
  const answered = decided?.decision.limbs ?? [];
  return (criteriaOn(meeting.day, conventions)?.limbs ?? []).map(({ id, label, question }) => {
    const found = answered.find((limb) => limb.id === id);
    return {
      label,
      question,
      answer: found === undefined ? null : answerWords[found.answer],
      reason: found?.reason ?? '',
    };
  });
}

const roundMarks: Readonly<Record<'agrees' | 'disagrees' | 'conflict', Mark>> = {
  agrees: { mark: 'done', words: 'Agrees' },
  disagrees: { mark: 'differs', words: 'Disagrees' },
  conflict: { mark: 'shut-out', words: 'Cannot answer' },
};

// The views of the decision where there is one, else what was answered between meetings.
function viewsOf({ decided, views }: DayFacts): DayPage['views'] {
  if (decided !== null)
    return decided.decision.views.map(({ title, position, reason, dissent }) => ({
      who: title,
      position: { mark: position === 'disagrees' ? 'differs' : 'done', words: positionWords[position] },
      words: [reason, dissent].filter((one) => one !== '').join('\n\n'),
    }));
  return views.map(({ name, position, words }) => ({ who: name, position: roundMarks[position], words }));
}
