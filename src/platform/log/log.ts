/** Writes one line of JSON for each event. Never personal data, never case detail: codes, counts, durations and request ids. */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A log that writes to `write`, one line an event, each with its time. */
export function openLog(write: (line: string) => void, now: () => Temporal.Instant): Log {
  const line =
    (level: string) =>
    (event: string, facts: LogFacts = {}) =>
      write(`${JSON.stringify({ at: now().toString(), level, event, ...facts })}\n`);
  return { info: line('info'), error: line('error') };
}

/** What may be said of a thrown thing without repeating its data: its kind, and its code where it has one. */
export function faultFacts(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { fault: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  // The stack's frames say where; its first line may quote a value, so it is left out.
  const where = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame));
  return {
    fault: error.name,
    code,
    where: where
      .slice(0, 4)
      .map((frame) => frame.trim())
      .join(' < '),
  };
}
