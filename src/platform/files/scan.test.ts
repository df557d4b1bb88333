import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type FakeClamd, fakeClamd } from '../../../test/clamd.ts';
import { clamd } from './scan.ts';

const opened: FakeClamd[] = [];
after(() => Promise.all(opened.map((one) => one.close())));

async function scannerSaying(says: Parameters<typeof fakeClamd>[0]) {
  const server = await fakeClamd(says);
  opened.push(server);
  return { server, scan: clamd(server.address, 300) };
}

describe('a virus scanner', () => {
  for (const [answer, verdict] of [
    ['stream: OK', 'clean'],
    ['stream: Test.EICAR-local.UNOFFICIAL FOUND', 'infected'],
    ['stream: Heuristics.Encrypted.PDF FOUND', 'protected'],
    ['stream: Heuristics.OLE2.ContainsMacros.VBA FOUND', 'macros'],
    ['stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND', 'too-much'],
    ['INSTREAM size limit exceeded. ERROR', 'away'],
    ['stream: OKAY', 'away'],
    ['', 'away'],
  ] as const)
    it(`means "${verdict}" by “${answer}”`, async () => {
      const { scan } = await scannerSaying(() => answer);
      assert.equal(await scan(Buffer.from('bytes')), verdict);
    });

  it('gets every byte, of a large file too', async () => {
    const { scan, server } = await scannerSaying(() => 'stream: OK');
    const bytes = Buffer.alloc(3_000_001, 5);
    assert.equal(await scan(bytes), 'clean');
    assert.ok(server.last().equals(bytes));
  });

  it('is away where nobody listens, nobody answers, or the line is cut in the middle', async () => {
    const { server, scan } = await scannerSaying(() => null);
    assert.equal(await scan(Buffer.from('bytes')), 'away');
    await server.close();
    assert.equal(await scan(Buffer.from('bytes')), 'away');
    assert.equal(await clamd('/nowhere/clamd.ctl')(Buffer.from('bytes')), 'away');
    const cut = await scannerSaying('cut');
    assert.equal(await cut.scan(Buffer.alloc(2_000_000)), 'away');
  });
});
