import type { Conventions } from '../../law/conventions.ts';
import { isBefore } from '../../law/day.ts';
import { type Edition, editionOn, editions } from '../../law/editions.ts';
import type { Rule } from '../../law/rule.ts';
import { rulesInForceOn } from '../../law/rules.ts';
import type { Partnership } from '../../partnership/partnership.ts';
import { definePage } from '../../platform/pages/page.ts';
import { lengthWords } from '../limits.ts';
import { type GroupToday, presentGroupsToday } from '../groups.ts';
import { type NameHistory, presentNames } from '../names.ts';
import type { PublishedGroup } from '../published.ts';
import { presentRoute, type RoutePicture } from '../route-picture.ts';
import { hasLength, presentRule, type RuleRow } from '../rule-row.ts';

/** How a case is considered here: the way of it, who sits in the group, every rule that holds today, and what held before. */
export interface ProcessPage {
  readonly partnership: string;
  readonly today: Temporal.PlainDate;
  readonly route: RoutePicture;
  readonly groups: readonly GroupToday[];
  readonly group: NameHistory;
  /** Null for a day before the first edition held. */
  readonly edition: Edition | null;
  readonly limits: readonly RuleRow[];
  /** The duties without a length: "promptly", "as soon as it is complete". */
  readonly duties: readonly RuleRow[];
  readonly earlier: readonly EarlierEdition[];
  readonly localStart: Temporal.PlainDate | null;
}

/** An edition that held before, with the limits that it knew on its first day. */
export interface EarlierEdition {
  readonly title: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly cite: string;
  readonly note: string;
  readonly limits: readonly string[];
}

// Rules for this service and for others' processes, which tell a reader nothing about how a case is considered.
const leftOut: readonly string[] = ['WD-01', 'STAT-01', 'RET-01', 'CDR-01', 'PUB-01', 'NAT-02'];

/** The page of a partnership on `today`: rules and editions of the law held, names and conventions of the partnership. */
export function presentProcess(
  partnership: Partnership,
  today: Temporal.PlainDate,
  groups: readonly PublishedGroup[],
): ProcessPage {
  const { settings } = partnership;
  const held = rulesInForceOn(today, settings.localStart).filter((rule) => !leftOut.includes(rule.id));
  const rowOf = (rule: Rule) => presentRule(rule, settings.rapidReviewFrom);
  return {
    partnership: partnership.name,
    today,
    route: presentRoute(partnership, today),
    groups: presentGroupsToday(groups, today),
    group: presentNames(partnership.names, 'group', today),
    edition: editionOn(today),
    limits: held.filter(hasLength).map(rowOf),
    duties: held.filter((rule) => !hasLength(rule)).map(rowOf),
    earlier: earlierEditions(today, settings.localStart),
    localStart: settings.localStart,
  };
}

function earlierEditions(
  today: Temporal.PlainDate,
  localStart: Conventions['localStart'],
): readonly EarlierEdition[] {
  return editions
    .filter((edition) => edition.until !== null && !isBefore(today, edition.until))
    .toReversed()
    .map(({ title, from, until, cite, note }) => ({
      title,
      from,
      until,
      cite,
      note,
      limits: rulesInForceOn(from, localStart)
        .filter((rule) => hasLength(rule) && !leftOut.includes(rule.id))
        .map((rule) => `${rule.what}: ${lengthWords(rule.limit)} (${rule.id})`),
    }));
}

/** The page /process. */
export const processPage = definePage<ProcessPage>('site/pages/process.njk');
