import type { TestEvent } from 'node:test/reporters';

/** A reporter that writes how many tests passed, failed and were skipped (suites are not counted), and the ten slowest files, in seconds. */
export default async function* count(source: AsyncIterable<TestEvent>) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const seconds = new Map<string, number>();
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { file, nesting, details } = event.data;
    if (file !== undefined && nesting === 0) {
      seconds.set(file, (seconds.get(file) ?? 0) + details.duration_ms / 1000);
    }
    if (details.type === 'suite') continue;
    if (event.data.skip !== undefined) counts.skipped += 1;
    else if (event.type === 'test:pass') counts.passed += 1;
    else counts.failed += 1;
  }
  const slowest = [...seconds].toSorted(([, a], [, b]) => b - a).slice(0, 10);
  yield JSON.stringify({ ...counts, slowest: slowest.map(([file, taken]) => [file, Math.round(taken)]) });
}
