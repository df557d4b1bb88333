import type { TestEvent } from 'node:test/reporters';

/** A reporter that writes how many tests passed, failed and were skipped; suites are not counted. */
export default async function* count(source: AsyncIterable<TestEvent>) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    if (event.data.details.type === 'suite') continue;
    if (event.data.skip !== undefined) counts.skipped += 1;
    else if (event.type === 'test:pass') counts.passed += 1;
    else counts.failed += 1;
  }
  yield JSON.stringify(counts);
}
