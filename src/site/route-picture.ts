import type { Partnership } from '../partnership/partnership.ts';
import { nameOn } from '../partnership/partnership.ts';
import { ruleNamed, rulesInForceOn } from '../law/rules.ts';
import { isConfirmed } from '../law/confidence.ts';
import { lengthWords, rapidReviewWithin } from './limits.ts';

/** One step on the way of a case, as the list under the picture tells it. */
export interface RouteStep {
  readonly name: string;
  /** Who acts. */
  readonly who: string;
  readonly words: string;
  /** "within 5 working days", where a rule that holds sets a time. */
  readonly limit: string | null;
  /** The rule; null where none sets a time. */
  readonly rule: string | null;
  readonly confirmed: boolean;
  /** The short words in the box of the picture, line by line. */
  readonly box: readonly string[];
  readonly x: number;
}

/** The way of a case: the steps in order, and the way of one that does not meet the criteria. */
export interface RoutePicture {
  readonly steps: readonly RouteStep[];
  readonly aside: string;
  readonly width: number;
  /** How wide a box is, and how far apart two of them begin. */
  readonly box: number;
  readonly pitch: number;
}

const box = 140;
const pitch = 164;

interface Drawn {
  readonly name: string;
  readonly who: string;
  readonly words: string;
  readonly rule: string | null;
  /** How the limit is told where the partnership's own convention belongs to it. */
  readonly limit?: string;
  readonly box: readonly string[];
}

/** The way of a case here on `today`: by the rules in force, the partnership's convention for a rapid review and the group's name. */
export function presentRoute(partnership: Partnership, today: Temporal.PlainDate): RoutePicture {
  const group = nameOn(partnership.names, 'group', today)?.name ?? 'review group';
  const held = new Set(rulesInForceOn(today, partnership.settings.localStart).map(({ id }) => id));
  const drawn: readonly Drawn[] = [
    {
      name: 'Someone refers',
      who: 'any agency',
      words:
        'Somebody who knows of a child seriously harmed, or of a death, asks that it be looked at. Advice can be had first.',
      rule: null,
      box: ['Someone', 'refers'],
    },
    {
      name: 'The group considers',
      who: `the ${group}`,
      words:
        'Each agency says what it knows. The group asks whether the criteria of the guidance are met, and writes down why.',
      rule: null,
      box: ['The group', 'considers'],
    },
    {
      name: 'Notification',
      who: 'the local authority',
      words:
        'Where abuse or neglect is known or suspected, and a child has died or been seriously harmed, the national Panel is told.',
      rule: 'NOT-01',
      box: ['The council', 'notifies'],
    },
    {
      name: 'Rapid review',
      who: 'the three safeguarding partners',
      words: 'A first look at the facts, at what has to be done at once, and at whether more can be learned.',
      rule: 'RR-01',
      limit: rapidReviewWithin(partnership.settings.rapidReviewFrom),
      box: ['Rapid review'],
    },
    {
      name: 'Decision',
      who: 'the three safeguarding partners',
      words: 'They decide whether to hold a local review. The Panel tells them what it thinks.',
      rule: null,
      box: ['Partners decide,', 'Panel answers'],
    },
    {
      name: 'Review and report',
      who: 'an independent reviewer',
      words: 'Families and practitioners are heard. What was learned is published, without anybody’s name.',
      rule: 'REP-02',
      box: ['Review', 'and report'],
    },
    {
      name: 'Did practice change?',
      who: 'the agencies and the partnership',
      words: 'What was promised is checked, and what came of it is said.',
      rule: null,
      box: ['Did practice', 'change?'],
    },
  ];
  return {
    steps: drawn.map((step, at) => drawnStep(step, at, held)),
    aside:
      'A case that does not meet the criteria can still be learned from in another way: an audit, a learning review, or a review of one agency.',
    width: pitch * (drawn.length - 1) + box + 4,
    box,
    pitch,
  };
}

function drawnStep({ limit, ...step }: Drawn, at: number, held: ReadonlySet<string>): RouteStep {
  const rule = step.rule !== null && held.has(step.rule) ? ruleNamed(step.rule) : null;
  const length = rule === null ? null : lengthWords(rule.limit);
  const counted = rule !== null && rule.limit.unit !== 'none' ? `within ${length ?? ''}` : length;
  return {
    ...step,
    rule: rule?.id ?? null,
    limit: rule === null ? null : (limit ?? counted),
    confirmed: rule !== null && isConfirmed(rule.confidence),
    x: 2 + at * pitch,
  };
}
