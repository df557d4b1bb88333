/** The day and the time in London of a moment. */
export function momentOf(at: Temporal.Instant): {
  readonly day: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
} {
  const there = at.toZonedDateTimeISO('Europe/London');
  return { day: there.toPlainDate(), time: there.toPlainTime() };
}
