import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { turnsFor } from './turns.ts';

/** Whether a promise has come true by now. */
const settled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(resolve, false))]);

describe('room for what is sent', () => {
  it('lets in as many as fit, and the next when one has gone', async () => {
    const turns = turnsFor(100, 10);
    const first = await turns.take(60);
    const second = turns.take(60);
    assert.equal(await settled(second), false);
    first?.();
    assert.notEqual(await second, null);
  });

  it('lets nobody overtake who has waited longer', async () => {
    const turns = turnsFor(100, 10);
    const first = await turns.take(90);
    const large = turns.take(50);
    const small = turns.take(5);
    assert.equal(await settled(small), false);
    first?.();
    assert.ok((await settled(large)) && (await settled(small)));
  });

  it('gives all it has to one who wants more', async () => {
    const turns = turnsFor(100, 10);
    const all = await turns.take(1_000);
    const next = turns.take(1);
    assert.equal(await settled(next), false);
    all?.();
    assert.ok(await settled(next));
  });

  it('counts what is given back twice only once', async () => {
    const turns = turnsFor(100, 10);
    const first = await turns.take(100);
    first?.();
    first?.();
    await turns.take(100);
    assert.equal(await settled(turns.take(1)), false);
  });

  it('turns away whoever comes when too many wait', async () => {
    const turns = turnsFor(100, 1);
    await turns.take(100);
    void turns.take(100);
    assert.equal(await turns.take(1), null);
  });
});
