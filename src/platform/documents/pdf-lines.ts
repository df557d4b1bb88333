/** A run of text as a PDF draws it, in points from the top left of the page as a reader sees it. */
export type Run = { text: string; x: number; y: number; width: number; size: number; angle: number };

/**
 * A line of text, put together from the runs that stand on it. `row` says that wide gaps part it, as in a
 * table.
 */
export type Line = {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  angle: number;
  row: boolean;
};

/**
 * Turns a page so that most of its text runs from left to right: wide tables are often drawn sideways on an
 * upright page.
 */
export function upright(runs: readonly Run[]): Run[] {
  const quarters = [0, 0, 0, 0];
  for (const run of runs) {
    const quarter = (Math.round(run.angle / (Math.PI / 2)) + 4) % 4;
    quarters[quarter] = (quarters[quarter] ?? 0) + run.text.length;
  }
  const turn = quarters.indexOf(Math.max(...quarters));
  if (turn === 0) return [...runs];
  const [cos, sin] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][turn] as [number, number];
  const angle = (turn * Math.PI) / 2;
  return runs.map((run) => ({
    ...run,
    x: run.x * cos + run.y * sin,
    y: run.y * cos - run.x * sin,
    angle: Math.atan2(Math.sin(run.angle - angle), Math.cos(run.angle - angle)),
  }));
}

/**
 * Puts runs together into lines in the order in which the file draws them, which in a tagged file is the
 * order of reading.
 */
export function linesOf(runs: readonly Run[]): Line[] {
  const lines: Line[] = [];
  let before: Run | null = null;
  let space = false;
  for (const run of runs) {
    if (run.text.trim() === '') {
      space ||= run.text !== '';
      continue;
    }
    // Some programs draw a word twice, a hair apart, to make it look bold.
    const again = before !== null && before.text === run.text && near(before, run);
    if (again) continue;
    const line = lines.at(-1);
    if (line && before && continues(line, run)) extend(line, run, space);
    else lines.push(begin(run));
    before = run;
    space = /\s$/.test(run.text);
  }
  return lines;
}

function near(a: Run, b: Run): boolean {
  return Math.abs(a.x - b.x) < 0.1 * a.size && Math.abs(a.y - b.y) < 0.1 * a.size;
}

function begin(run: Run): Line {
  const { x, y, size, angle } = run;
  return { text: run.text, x, right: x + run.width, y, size, angle, row: false };
}

/** Raised and lowered marks stay on their line: they are smaller and off it by less than half its height. */
function continues(line: Line, run: Run): boolean {
  const height = Math.max(line.size, run.size);
  const drift = run.size < 0.9 * line.size || line.size < 0.9 * run.size ? 0.5 : 0.25;
  if (Math.abs(line.angle - run.angle) > 0.05 || Math.abs(line.angle) > 0.05) return false;
  return Math.abs(run.y - line.y) <= drift * height && run.x >= line.right - 0.5 * height;
}

function extend(line: Line, run: Run, space: boolean): void {
  const gap = run.x - line.right;
  const height = Math.max(line.size, run.size);
  const apart = space || gap > 0.2 * height || /^\s/.test(run.text);
  line.text += apart ? ` ${run.text.trimStart()}` : run.text;
  if (gap > 2.5 * height) line.row = true;
  line.right = Math.max(line.right, run.x + run.width);
  if (run.size > line.size) {
    line.size = run.size;
    line.y = run.y;
  }
}
