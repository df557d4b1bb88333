import { type Day, isBefore } from '../law/day.ts';

/** Where an ask is, as the picture tells it: what is owed at one end, what is known to have helped at the other. */
export const askStates = ['changed', 'not-changed', 'evidenced', 'under-way', 'waiting'] as const;
export type AskState = (typeof askStates)[number];

/** What the layers are called. */
export const askStateWords: Readonly<Record<AskState, string>> = {
  changed: 'Practice checked: changed, or partly',
  'not-changed': 'Practice checked: not changed, or nobody can tell',
  evidenced: 'Done, with evidence',
  'under-way': 'Agreed, or under way',
  waiting: 'Not agreed: waiting, or declined',
};

/** Something that was said of an ask on a day. */
export interface StateEvent {
  readonly day: Day;
  readonly axis: 'asked' | 'position' | 'delivery' | 'life' | 'practice';
  readonly value: string;
}

/** Where an ask was at the end of a day, by what had been said until then; null where it was not asked yet, or no longer. */
export function stateAt(events: readonly StateEvent[], on: Day): AskState | null {
  let isAsked = false;
  let isOpen = true;
  let position = 'waiting';
  let delivery = 'not-started';
  let practice = 'not-checked';
  for (const { day, axis, value } of events) {
    if (isBefore(on, day)) continue;
    if (axis === 'asked') isAsked = true;
    if (axis === 'life') isOpen = value === 'reopened';
    if (axis === 'position') position = value;
    if (axis === 'delivery') delivery = value;
    if (axis === 'practice') practice = value;
  }
  if (!isAsked || !isOpen) return null;
  if (practice === 'changed' || practice === 'partly') return 'changed';
  if (practice !== 'not-checked') return 'not-changed';
  if (delivery === 'evidenced') return 'evidenced';
  const agreed = ['accepted', 'in-principle', 'in-part'].includes(position);
  return agreed || delivery !== 'not-started' ? 'under-way' : 'waiting';
}

/** The quarters that are drawn. */
export const quartersDrawn = 12;

/** The last days of the quarters up to today, the oldest first; the last of them is today. */
export function quarterEnds(today: Day): readonly Day[] {
  const begin = today.with({ month: today.month - ((today.month - 1) % 3), day: 1 });
  return Array.from({ length: quartersDrawn }, (_, index) => {
    const back = quartersDrawn - 1 - index;
    return back === 0 ? today : begin.subtract({ months: 3 * (back - 1) }).subtract({ days: 1 });
  });
}

/** How many asks were where at the end of a quarter. */
export interface Quarter {
  readonly end: Day;
  readonly counts: Readonly<Record<AskState, number>>;
  readonly total: number;
}

/** Counts the asks by where they were at the end of each quarter. */
export function quartersOf(
  courses: readonly { readonly events: readonly StateEvent[] }[],
  today: Day,
): readonly Quarter[] {
  return quarterEnds(today).map((end) => {
    const counts = { changed: 0, 'not-changed': 0, evidenced: 0, 'under-way': 0, waiting: 0 };
    let total = 0;
    for (const { events } of courses) {
      const state = stateAt(events, end);
      if (state === null) continue;
      counts[state] += 1;
      total += 1;
    }
    return { end, counts, total };
  });
}
