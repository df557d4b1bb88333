import { type Day, withoutWeekday } from '../law/day.ts';
import type { LayerShown, ProgressPage, ProgressPicture } from './pages/progress.ts';
import {
  type AskState,
  askStates,
  askStateWords,
  type Quarter,
  quartersOf,
  type StateEvent,
} from './progress.ts';

interface Look {
  readonly fill: string;
  readonly stroke: string;
  readonly hatch: LayerShown['hatch'];
}

// What is good grows from the ground, what is owed hangs at the top; told apart by fill and hatching, not by colour alone.
const looks: Readonly<Record<AskState, Look>> = {
  changed: { fill: '#00505c', stroke: '#00505c', hatch: 'none' },
  'not-changed': { fill: '#ffffff', stroke: '#a11a1a', hatch: 'cross' },
  evidenced: { fill: '#5b9aa4', stroke: '#5b9aa4', hatch: 'none' },
  'under-way': { fill: '#ffffff', stroke: '#00707c', hatch: 'one' },
  waiting: { fill: '#ffffff', stroke: '#4a5858', hatch: 'none' },
};

const left = 44;
const right = 752;
const top = 16;
const foot = 336;
const gap = 2;
const rounded = (value: number) => Math.round(value * 10) / 10;

// Lines at 45 degrees within a box, cut at its edges; browsers of every kind draw them, where a pattern would need an identifier.
function hatching(x: number, y: number, width: number, height: number, back: boolean): readonly string[] {
  const lines: string[] = [];
  for (let at = 8; at < width + height; at += 8) {
    const [x1, y1] = [Math.min(at, width), Math.max(0, at - width)];
    const [x2, y2] = [Math.max(0, at - height), Math.min(at, height)];
    const turned = (px: number) => (back ? x + width - px : x + px);
    lines.push(`M${rounded(turned(x1))} ${rounded(y + y1)}L${rounded(turned(x2))} ${rounded(y + y2)}`);
  }
  return lines;
}

function linesFor(
  hatch: LayerShown['hatch'],
  box: readonly [number, number, number, number],
): readonly string[] {
  const [x, y, width, height] = box;
  if (hatch === 'none' || height < 3) return [];
  const one = hatching(x, y, width, height, false);
  return hatch === 'one' ? one : [...one, ...hatching(x, y, width, height, true)];
}

/** Draws quarters as stacked columns; null where nothing was ever asked. */
export function drawProgress(quarters: readonly Quarter[]): ProgressPicture | null {
  const highest = Math.max(...quarters.map(({ total }) => total));
  if (highest <= 0) return null;
  const unit = (foot - top - gap * askStates.length) / highest;
  const step = (right - left) / quarters.length;
  const width = step - 10;
  const columns = quarters.map(({ end, counts }, index) => {
    const x = rounded(left + index * step);
    let y = foot;
    const layers = askStates.flatMap((state): readonly LayerShown[] => {
      const height = rounded(counts[state] * unit);
      if (counts[state] === 0) return [];
      y = rounded(y - height);
      const at = y;
      y -= gap;
      return [
        {
          state,
          x,
          y: at,
          width: rounded(width),
          height,
          ...looks[state],
          lines: linesFor(looks[state].hatch, [x, at, width, height]),
        },
      ];
    });
    return { x: rounded(x + width / 2), label: `${end.month}/${`${end.year}`.slice(2)}`, layers };
  });
  return {
    height: foot + 30,
    foot,
    columns,
    labels: labelsOf(quarters, columns.at(-1)?.layers ?? []),
    scale: scaleOf(highest, unit),
  };
}

// Each label at the height of its layer in the last column, pushed apart where two would touch.
function labelsOf(quarters: readonly Quarter[], layers: readonly LayerShown[]): ProgressPicture['labels'] {
  const counts = quarters.at(-1)?.counts;
  let last = foot + 18;
  return layers.map(({ state, y, height }) => {
    const at = Math.min(y + height / 2 + 5, last - 20);
    last = at;
    const named = state as AskState;
    return { y: rounded(at), count: counts?.[named] ?? 0, words: askStateWords[named] };
  });
}

function scaleOf(highest: number, unit: number): ProgressPicture['scale'] {
  const step = [10, 20, 50, 100, 200, 500, 1_000, 2_000].find((one) => highest / one <= 8) ?? 5_000;
  return Array.from({ length: Math.floor(highest / step) }, (_, index) => {
    const value = (index + 1) * step;
    return { value, y: rounded(foot - value * unit) };
  });
}

/** The page: how much of what was asked is known to have changed practice. */
export function presentProgress(
  courses: readonly { readonly events: readonly StateEvent[] }[],
  today: Day,
): ProgressPage {
  const quarters = quartersOf(courses, today);
  const now = quarters.at(-1);
  const total = now?.total ?? 0;
  const changed = now?.counts.changed ?? 0;
  const checked = changed + (now?.counts['not-changed'] ?? 0);
  const asks = total === 1 ? '1 ask' : `${total} asks`;
  return {
    heading:
      total === 0
        ? 'Nothing has been asked of anybody yet'
        : checked === 0
          ? `Of ${asks}, practice has not been checked in any`
          : `Of ${asks}, ${changed === 0 ? 'none is' : `${changed} ${changed === 1 ? 'is' : 'are'}`} known to have changed practice`,
    lead:
      total === 0
        ? 'Once a recommendation is asked of an addressee its course is drawn here.'
        : `Counted once for each addressee, of those that you may know of and that are still asked. ${total - checked} ${total - checked === 1 ? 'was' : 'were'} never checked.`,
    picture: drawProgress(quarters),
    description: `At the end of ${now === undefined ? 'the quarter' : withoutWeekday(now.end)}: ${askStates.map((state) => `${askStateWords[state]}, ${now?.counts[state] ?? 0}`).join('; ')}. The table below says the same of every quarter.`,
    states: askStates.map((state) => askStateWords[state]),
    rows:
      total === 0 && quarters.every((one) => one.total === 0)
        ? []
        : quarters.map(({ end, counts, total: all }) => ({
            end: withoutWeekday(end),
            counts: askStates.map((state) => counts[state]),
            total: all,
          })),
    back: { text: 'Recommendations and actions', href: '/improvement' },
  };
}
