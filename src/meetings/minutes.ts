import { type OutcomeKind, outcomeNamed } from '../law/outcomes.ts';
import { type Day, day, withoutWeekday } from '../law/day.ts';
import type { Paper, Part } from '../platform/papers/paper.ts';
import { type Attendance, capacityWords } from './attendance.ts';
import { type Item, titleOf } from './meeting.ts';

/** An item as the minutes have it. */
export interface ItemContent {
  readonly kind: Item['kind'];
  readonly title: string;
  readonly reference: string | null;
  readonly pseudonym: string | null;
  readonly referral: number | null;
  readonly state: Item['state'];
  /** Who chaired it in the place of the chair; empty, or absent in older minutes, where the chair did. */
  readonly chair?: string;
  readonly words: string;
  readonly decisions: readonly {
    readonly id: string;
    readonly outcome: OutcomeKind;
    readonly reasons: string;
    /** False where it was recorded without a quorum. */
    readonly quorate?: boolean | null;
    /** The version of the pack that was cited, and the newest by then. */
    readonly pack?: number | null;
    readonly newest?: number | null;
  }[];
  readonly actions: readonly {
    readonly id: string;
    readonly words: string;
    readonly owner: string;
    readonly due: string | null;
  }[];
  /** Who was out for the item. */
  readonly out: readonly string[];
}

/** What the minutes say of the meeting itself; days and times as text, as it is frozen. */
export interface MinutesHeader {
  readonly partnership: string;
  readonly group: string;
  readonly day: string;
  readonly begins: string;
  readonly place: string;
  readonly there: readonly {
    readonly name: string;
    readonly seat: string | null;
    readonly as: string;
    readonly presence: Attendance['presence'];
  }[];
  readonly quorum: string;
}

export type MinutesKind = 'circulated' | 'corrected' | 'approved';

/** Minutes as they went out, for one reader. */
export interface MinutesVersion {
  readonly id: string;
  readonly number: number;
  readonly kind: MinutesKind;
  readonly header: MinutesHeader;
  readonly items: readonly ItemContent[];
  /** The same items on the agenda, in the same order. */
  readonly itemIds: readonly string[];
  /** The SHA-256 digest of what this reader has. */
  readonly hash: string;
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
}

/** A correction that a reader proposed, and what became of it. */
export interface Correction {
  readonly id: string;
  /** The item that it is about; null for what stands at the head. */
  readonly itemId: string | null;
  readonly version: number;
  readonly words: string;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly state: 'open' | 'taken' | 'not-taken';
  readonly reply: string;
  readonly settledBy: string | null;
  readonly isOwn: boolean;
}

/** What has to be said of a decision besides its reasons: that there was no quorum, or that a newer pack was out. */
export function decisionNotes({
  quorate,
  pack,
  newest,
}: Pick<ItemContent['decisions'][number], 'quorate' | 'pack' | 'newest'>): readonly string[] {
  const isBehind = typeof pack === 'number' && typeof newest === 'number' && pack < newest;
  return [
    ...(quorate === false ? ['Recorded while the group was not quorate.'] : []),
    ...(isBehind ? [`Recorded on version ${pack} of the pack, when version ${newest} was out.`] : []),
  ];
}

const kindWords: Readonly<Record<MinutesKind, string>> = {
  circulated: 'Draft, circulated',
  corrected: 'Draft, corrected',
  approved: 'Approved',
};

/** What a version is: circulated, corrected or approved. */
export const kindOf = (kind: MinutesKind): string => kindWords[kind];

/** What an item is called in minutes. */
export const contentTitle = (content: ItemContent): string =>
  titleOf({ ...content, referralNumber: content.referral });

/** A decision in words. */
export const decisionWords = ({ outcome }: { readonly outcome: OutcomeKind }): string =>
  outcomeNamed(outcome).name;

/** An action in one line: what, who, by when. */
export const actionWords = ({
  words,
  owner,
  due,
}: Pick<ItemContent['actions'][number], 'words' | 'owner' | 'due'>): string =>
  `${words} (${owner}${due === null ? '' : `, by ${withoutWeekday(day(due))}`})`;

const presences: Readonly<Record<Attendance['presence'], string>> = {
  present: 'Present',
  apologies: 'Apologies',
  left: 'Left before the end',
  unsaid: '',
};

/** How somebody was there, in words. */
export const presenceWords = (presence: Attendance['presence']): string => presences[presence];

/** In which capacity somebody is there, and whether as a deputy. */
export const asWords = ({ capacity, stands }: Pick<Attendance, 'capacity' | 'stands'>): string =>
  stands === 'deputy' ? `${capacityWords[capacity]}, as deputy` : capacityWords[capacity];

/** What the document of the minutes is made from; `version` null for a draft that has not gone out. */
export interface MinutesModel {
  readonly header: MinutesHeader;
  readonly items: readonly ItemContent[];
  readonly version: Pick<MinutesVersion, 'number' | 'kind' | 'hash'> | null;
  /** Of a draft: the number of what went out last; null where nothing did. */
  readonly wentOut?: number | null;
  readonly approvedOn: Day | null;
  readonly isTraining: boolean;
}

const paragraphs = (words: string) => words.split(/\n{2,}/).filter((one) => one.trim() !== '');

/** The minutes as a document: of the items that its reader has, numbered among these. */
export function minutesPaper({
  header,
  items,
  version,
  wentOut,
  approvedOn,
  isTraining,
}: MinutesModel): Paper {
  return {
    title: `Minutes: ${header.group}`,
    about: [
      header.partnership,
      `Meeting of ${withoutWeekday(day(header.day))}, ${header.begins}, ${header.place}`,
      version === null
        ? typeof wentOut === 'number'
          ? `As it stands now. Version ${wentOut} went out last`
          : 'Draft, not circulated'
        : version.kind === 'approved' && approvedOn !== null
          ? `Version ${version.number}: approved at the meeting of ${withoutWeekday(approvedOn)}`
          : `Version ${version.number}: ${kindOf(version.kind).toLowerCase()}, not yet approved`,
    ],
    footer: `Minutes of ${withoutWeekday(day(header.day))}`,
    marking: isTraining ? 'Official-Sensitive. Training: fictional' : 'Official-Sensitive',
    parts: [
      { kind: 'heading', level: 1, text: 'Who was there' },
      {
        kind: 'table',
        caption: 'Attendance',
        head: ['Name', 'Seat', 'Capacity', 'There'],
        rows: header.there.map(({ name, seat, as, presence }) => [
          name,
          seat ?? '',
          as,
          presenceWords(presence),
        ]),
      },
      { kind: 'text', paragraphs: [header.quorum] },
      ...items.flatMap((content, at) => itemParts(content, at + 1)),
      ...(version === null
        ? []
        : [
            {
              kind: 'note' as const,
              text: `The SHA-256 digest of this record as it went to you is ${version.hash}.`,
            },
          ]),
    ],
  };
}

function itemParts(content: ItemContent, number: number): readonly Part[] {
  const { reference, out, words, decisions, actions, state, chair } = content;
  const said = paragraphs(words);
  return [
    { kind: 'heading', level: 1, text: `${number}. ${contentTitle(content)}` },
    ...(reference === null ? [] : [{ kind: 'text' as const, paragraphs: [reference] }]),
    ...(out.length === 0
      ? []
      : [
          {
            kind: 'note' as const,
            text: `Out for this item, with a conflict of interest: ${out.join(', ')}.`,
          },
        ]),
    ...(chair ? [{ kind: 'note' as const, text: `Chaired by ${chair}.` }] : []),
    ...(said.length === 0 ? [] : [{ kind: 'text' as const, paragraphs: said }]),
    ...decisions.flatMap((decision): readonly Part[] => [
      { kind: 'heading', level: 2, text: `Decided: ${decisionWords(decision)}` },
      { kind: 'text', paragraphs: paragraphs(decision.reasons) },
      ...decisionNotes(decision).map((text) => ({ kind: 'note' as const, text })),
    ]),
    ...(actions.length === 0
      ? []
      : [
          { kind: 'heading' as const, level: 2 as const, text: 'Actions' },
          { kind: 'list' as const, items: actions.map(actionWords) },
        ]),
    ...(state === 'held-over' ? [{ kind: 'note' as const, text: 'Held over to the next meeting.' }] : []),
  ];
}
