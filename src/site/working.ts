import type { CountedDay } from '../law/working-days.ts';

/** One line of "How we counted": a day, or a weekend as one line. */
export interface WorkingRow {
  readonly day: Temporal.PlainDate;
  /** The Sunday of a weekend that is told in one line; null otherwise. */
  readonly through: Temporal.PlainDate | null;
  readonly withYear: boolean;
  readonly count: number | null;
  readonly why: string;
  readonly last: boolean;
}

/** The days counted, line by line with the reason for each; Saturday and Sunday together. Day 0 is the first. */
export function presentWorking(counted: readonly CountedDay[]): readonly WorkingRow[] {
  const rows: WorkingRow[] = [];
  for (const [index, line] of counted.entries()) {
    const before = rows.at(-1);
    const earlier = counted[index - 1];
    if (before !== undefined && isWeekendOff(line) && earlier !== undefined && isWeekendOff(earlier)) {
      rows[rows.length - 1] = { ...before, through: line.day };
      continue;
    }
    const last = index === counted.length - 1;
    rows.push({
      day: line.day,
      through: null,
      withYear: earlier === undefined || earlier.day.year !== line.day.year,
      count: line.count,
      why: last ? 'Working day. The time ends with it.' : reasonOf(line),
      last,
    });
  }
  return rows;
}

function isWeekendOff(line: CountedDay): boolean {
  return line.count === null && line.kind === 'weekend';
}

function reasonOf(line: CountedDay): string {
  if (line.count === 0) {
    if (line.kind === 'weekend') return 'The day the council became aware, at a weekend. Not counted.';
    if (line.kind === 'bank-holiday') return 'The day the council became aware, a bank holiday. Not counted.';
    return 'The day the council became aware. Not counted.';
  }
  if (line.kind === 'bank-holiday') return `Bank holiday: ${line.reason}`;
  return line.reason;
}
