import type { Conventions } from '../../law/conventions.ts';
import { withoutWeekday } from '../../law/day.ts';
import { type Edition, editions, firstEditionDay } from '../../law/editions.ts';
import { chapters } from '../../law/rules.ts';
import type { Partnership } from '../../partnership/partnership.ts';
import { counted } from '../../platform/pages/filters.ts';
import type { Link, PageError } from '../../platform/pages/frame.ts';
import { definePage } from '../../platform/pages/page.ts';
import type { DatePart, TypedDate } from '../duty-form.ts';
import { type LawRow, presentLaw } from '../law-row.ts';
import { type AskedRules, isAsked, type RulesAsked } from '../rules-asked.ts';

/** Every rule that is held, or those of a day or an edition. */
export interface RulesPage {
  readonly heading: string;
  readonly lead: string;
  /** What has to be known of the editions that these rules stand in. */
  readonly notes: readonly { readonly words: string; readonly unconfirmed: boolean }[];
  readonly form: TypedDate & {
    readonly error: string | null;
    readonly wrong: Readonly<Record<DatePart, boolean>>;
  };
  /** The other ways of asking; the one that is shown has no address. */
  readonly choices: readonly { readonly text: string; readonly href: string | null }[];
  readonly chapters: readonly {
    readonly id: string;
    readonly title: string;
    readonly rows: readonly LawRow[];
  }[];
  readonly links: readonly Link[];
}

/** The page with what the layout says of it. */
export interface RulesAnswered {
  readonly model: RulesPage;
  readonly errors: readonly PageError[];
}

const title = 'The time limits we work to';

/** How the partnership counts. */
export const conventionsOf = ({ settings }: Partnership): Conventions => ({
  rapidReviewFrom: settings.rapidReviewFrom,
  clearDaysBeforePublication: settings.clearDaysBeforePublication,
  localStart: settings.localStart,
  calendar: settings.calendar,
});

/** The rules that were asked for, as the partnership counts. */
export function presentRules(
  partnership: Partnership,
  { asked, typed, error, narrowed }: AskedRules,
  today: Temporal.PlainDate,
): RulesAnswered {
  const conventions = conventionsOf(partnership);
  const on = asked.of === 'day' ? asked.day : null;
  const shown = chapters
    .map((chapter) => ({
      id: chapter.id,
      title: chapter.title,
      rows: chapter.rules
        .filter((rule) => isAsked(rule, asked, conventions.localStart))
        .map((rule) => presentLaw(rule, conventions, on)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const count = shown.reduce((sum, { rows }) => sum + rows.length, 0);
  const wrong = (part: DatePart) => error?.part === part;
  return {
    model: {
      heading: headingOf(asked, narrowed && error === null),
      lead: leadOf(asked, count, today),
      notes: notesOf(asked),
      form: {
        ...typed,
        error: error?.text ?? null,
        wrong: { day: wrong('day'), month: wrong('month'), year: wrong('year') },
      },
      choices: choicesOf(asked, narrowed),
      chapters: shown,
      links: [
        { text: 'How a review works', href: '/process' },
        { text: 'Work out a date', href: '/notifying' },
      ],
    },
    errors: error === null ? [] : [{ text: error.text, href: `#day-${error.part}` }],
  };
}

function headingOf(asked: RulesAsked, narrowed: boolean): string {
  if (!narrowed) return title;
  if (asked.of === 'all') return 'Every rule that is held';
  return asked.of === 'day'
    ? `The law as it stood on ${withoutWeekday(asked.day)}`
    : `The time limits of ${editionWords(asked.edition)}`;
}

const editionWords = ({ name, title: called }: Edition) =>
  name === 'transition' ? 'the transition' : called;

function leadOf(asked: RulesAsked, count: number, today: Temporal.PlainDate): string {
  const rules = counted(count, 'rule', 'rules');
  const held = `${rules} ${count === 1 ? 'holds' : 'hold'}`;
  if (asked.of === 'all') return `${rules}, from 2010 on, each with its source and how sure it is.`;
  if (asked.of === 'edition')
    return `${rules} held while it was in force, from ${withoutWeekday(asked.edition.from)}${untilWords(asked.edition)}.`;
  const under = asked.edition === null ? '' : `, under ${editionWords(asked.edition)}`;
  if (asked.day.equals(today)) return `${held} today, ${withoutWeekday(today)}${under}.`;
  return Temporal.PlainDate.compare(asked.day, today) > 0
    ? `${held} on that day${under}, by what is known today.`
    : `${rules} held on that day${under}.`;
}

const untilWords = ({ until }: Edition) =>
  until === null ? '' : ` to ${withoutWeekday(until.subtract({ days: 1 }))}`;

function notesOf(asked: RulesAsked): RulesPage['notes'] {
  if (asked.of === 'all') return [];
  const edition = asked.edition;
  if (edition === null)
    return [
      {
        words: `No edition of the guidance is held for that day; the first begins on ${withoutWeekday(firstEditionDay)}.`,
        unconfirmed: false,
      },
    ];
  return [{ words: edition.note, unconfirmed: !edition.textRead }];
}

function choicesOf(asked: RulesAsked, narrowed: boolean): RulesPage['choices'] {
  const choice = (text: string, href: string, isShown: boolean) => ({ text, href: isShown ? null : href });
  return [
    choice('Today', '/rules', !narrowed),
    ...editions.map((edition) =>
      choice(
        edition.name === 'transition'
          ? 'The transition'
          : `Working Together ${edition.name.replace(/^WT/, '')}`,
        `/rules?edition=${edition.name}`,
        asked.of === 'edition' && asked.edition.name === edition.name,
      ),
    ),
    choice('Every rule', '/rules?edition=all', asked.of === 'all'),
  ];
}

/** The page /rules. */
export const rulesPage = definePage<RulesPage>('site/pages/rules.njk');
