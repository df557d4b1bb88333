import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Assets, loadAssets } from './assets.ts';

describe('the files that pages need', () => {
  let cacheFolder: string;
  let assets: Assets;

  before(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'foresight-assets-'));
    assets = await loadAssets({ cacheFolder });
  });
  after(() => rm(cacheFolder, { recursive: true, force: true }));

  const text = (name: string) => {
    const asset = assets.byPath.get(`/assets/${assets.hash}/${name}`);
    assert.ok(asset, `${name} is served`);
    return asset.body.toString('utf8');
  };

  it('carries no typeface and no crest that belong to government', () => {
    const css = text('site.css');
    const found = css.match(/GDS Transport|@font-face|url\([^)]*(crest|crown)[^)]*\)/gi) ?? [];
    assert.deepEqual([...found], []);
    for (const path of assets.byPath.keys()) assert.doesNotMatch(path, /crest|crown|\.woff/);
  });

  it('serves every image that the style sheet names', () => {
    const named = [...text('site.css').matchAll(/url\("?([^")]+)"?\)/g)].map((match) => match[1] ?? '');
    assert.ok(named.length > 0);
    for (const name of named) {
      if (!name.startsWith('data:')) assert.ok(assets.byPath.has(`/assets/${assets.hash}/${name}`), name);
    }
  });

  it('serves every module that a module imports, and none with types left in', () => {
    const page = text('page.js');
    const imported = [...page.matchAll(/from '\.\/([^']+)'/g)].map((match) => match[1] ?? '');
    assert.deepEqual(imported, ['filter-toggle-button.js', 'govuk-frontend.min.js']);
    for (const name of imported) text(name);
    assert.doesNotMatch(page, /HTMLElement>/);
  });

  it('links to the style sheet, the script and the icon', () => {
    for (const path of Object.values(assets.links)) assert.ok(assets.byPath.has(path), path);
  });

  it('holds each file also compressed, and tagged by its content', () => {
    const tags = new Set<string>();
    for (const asset of assets.byPath.values()) {
      assert.deepEqual(brotliDecompressSync(asset.brotli), asset.body);
      assert.deepEqual(gunzipSync(asset.gzip), asset.body);
      assert.match(asset.etag, /^"[\w-]{43}"$/);
      tags.add(asset.etag);
    }
    assert.equal(tags.size, assets.byPath.size);
  });

  it('reads at the second start what the first one built', async () => {
    const began = performance.now();
    const again = await loadAssets({ cacheFolder });
    const took = performance.now() - began;
    assert.equal(again.hash, assets.hash);
    assert.deepEqual([...again.byPath.values()], [...assets.byPath.values()]);
    // It takes three milliseconds; ten times fifty leaves room for a busy machine and still tells reading from compiling.
    assert.ok(took < 500, `took ${took} ms`);
  });

  it('builds again when the cache is damaged', async () => {
    await writeFile(join(cacheFolder, assets.hash, 'site.css'), 'body { display: none }');
    const again = await loadAssets({ cacheFolder });
    assert.deepEqual([...again.byPath.values()], [...assets.byPath.values()]);
  });

  it('leaves nothing of other builds behind, and touches nothing else', async () => {
    await writeFile(join(cacheFolder, 'note.txt'), 'not ours');
    await rm(join(cacheFolder, assets.hash), { recursive: true });
    await loadAssets({ cacheFolder });
    assert.deepEqual((await readdir(cacheFolder)).toSorted(), [assets.hash, 'note.txt'].toSorted());
  });
});
