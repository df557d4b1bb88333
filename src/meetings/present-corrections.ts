import { momentOf } from '../intake/moment.ts';
import { typedLong } from '../intake/typed.ts';
import { agendaOf, titleOf } from './meeting.ts';
import type { MinutesFacts } from './commands-minutes.ts';
import type { Correction } from './minutes.ts';
import type { CorrectionRow, MinutesPage } from './pages/minutes.ts';
import type { FormGround, Mark } from './pages/meetings.ts';

/** What the corrections of a page need besides its facts; `typed` is what was sent and came back. */
export interface CorrectionGround {
  readonly isRunner: boolean;
  readonly typed: URLSearchParams;
  readonly problems: Readonly<Record<string, string>>;
  /** A form below the minutes: `isOwn` for the one that came with the request. */
  readonly formTo: (path: string, isOwn?: boolean) => FormGround;
}

const marks: Readonly<Record<Correction['state'], Mark>> = {
  open: { mark: 'coming', words: 'Proposed' },
  taken: { mark: 'done', words: 'Taken into the minutes' },
  'not-taken': { mark: 'held', words: 'Not taken' },
};

const head = 'Who was there, and the quorum';

/** What is proposed to be corrected, in the order of the agenda, with what became of it. */
export function correctionRows(facts: MinutesFacts, ground: CorrectionGround): readonly CorrectionRow[] {
  const placed = agendaOf(facts.meeting, facts.items);
  return facts.corrections.map(({ id, itemId, words, by, at, state, reply, settledBy, version }) => {
    const found = placed.find(({ item }) => item.id === itemId);
    const isSettling = ground.typed.get('correction') === id;
    return {
      about: found === undefined ? head : `${found.number}. ${titleOf(found.item)}`,
      words,
      by: `${by}, to version ${version}`,
      at: momentOf(at),
      state: marks[state],
      reply: reply === '' ? null : reply,
      settledBy,
      settle:
        ground.isRunner && state === 'open' && facts.meeting.state === 'held'
          ? {
              ...ground.formTo(`/${id}`, isSettling),
              id,
              item: found === undefined ? null : found.item.id,
              reply: isSettling ? (ground.typed.get('reply') ?? '').slice(0, 8_000) : '',
              problem: isSettling ? (ground.problems['reply'] ?? null) : null,
            }
          : null,
    };
  });
}

/** The form by which whoever reads minutes that are out and not approved proposes a correction; null where nothing can be. */
export function proposeForm(facts: MinutesFacts, ground: CorrectionGround): MinutesPage['propose'] {
  const { meeting, version, items } = facts;
  if (meeting.state !== 'held' || version === null) return null;
  const there = agendaOf(meeting, items).filter(({ item }) => version.itemIds.includes(item.id));
  const chosen = ground.typed.get('about') ?? '';
  const isOwn = ground.typed.has('correction-words');
  return {
    ...ground.formTo('', isOwn),
    version: version.number,
    about: [
      { value: '', text: head, selected: chosen === '' },
      ...there.map(({ item, number }) => ({
        value: item.id,
        text: `${number}. ${titleOf(item)}`,
        selected: chosen === item.id,
      })),
    ],
    words: isOwn ? typedLong(ground.typed.get('correction-words')).slice(0, 8_000) : '',
    problem: ground.problems['correction-words'] ?? null,
  };
}
