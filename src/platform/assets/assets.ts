import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { AssetLinks } from '../pages/frame.ts';
import { type BuiltFile, buildFiles, hashOfSources } from './build.ts';

/** One served file. Its path holds the hash of its sources, so a browser may keep it for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
  /** A strong entity tag, in its quotation marks. */
  readonly etag: string;
}

/** All files of one build, in memory. */
export interface Assets {
  readonly hash: string;
  readonly links: AssetLinks;
  readonly byPath: ReadonlyMap<string, Asset>;
}

interface IndexEntry {
  readonly name: string;
  readonly type: string;
  readonly digest: string;
}

/**
 * The style sheet, scripts and images, ready to be served. The first start builds them and keeps them in `cacheFolder` under
 * the hash of their sources; later starts read what is there. A damaged cache is built again.
 */
export async function loadAssets(settings: { readonly cacheFolder: string }): Promise<Assets> {
  const hash = hashOfSources();
  const folder = join(settings.cacheFolder, hash);
  const kept = await readKept(folder, hash);
  if (kept) return assetsOf(hash, kept);
  const built = buildFiles().map((file) => toAsset(hash, file));
  await keep(settings.cacheFolder, hash, built);
  return assetsOf(hash, built);
}

function assetsOf(hash: string, all: readonly Asset[]): Assets {
  const links = {
    stylesheet: pathOf(hash, 'site.css'),
    script: pathOf(hash, 'page.js'),
    icon: pathOf(hash, 'icon.svg'),
  };
  return { hash, links, byPath: new Map(all.map((asset) => [asset.path, asset])) };
}

function pathOf(hash: string, name: string): string {
  return `/assets/${hash}/${name}`;
}

function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}

function toAsset(hash: string, file: BuiltFile): Asset {
  return {
    path: pathOf(hash, file.name),
    type: file.type,
    body: file.body,
    // Quality 9 of 11: the last two cost seconds at the first start and save one part in a hundred.
    brotli: brotliCompressSync(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzipSync(file.body, { level: 9 }),
    etag: `"${digestOf(file.body)}"`,
  };
}

async function readKept(folder: string, hash: string): Promise<readonly Asset[] | undefined> {
  try {
    const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as IndexEntry[];
    return await Promise.all(index.map((entry) => readOne(folder, hash, entry)));
  } catch {
    // Not there yet, half written or damaged: all three are mended by building again.
    return undefined;
  }
}

async function readOne(folder: string, hash: string, entry: IndexEntry): Promise<Asset> {
  const file = join(folder, entry.name);
  const [body, brotli, gzip] = await Promise.all([
    readFile(file),
    readFile(`${file}.br`),
    readFile(`${file}.gz`),
  ]);
  if (digestOf(body) !== entry.digest) throw new Error(`${entry.name} is not what was built`);
  return { path: pathOf(hash, entry.name), type: entry.type, body, brotli, gzip, etag: `"${entry.digest}"` };
}

/** Written beside its place and then moved, so that another process never reads a half of it. */
async function keep(cacheFolder: string, hash: string, assets: readonly Asset[]): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const draft = await mkdtemp(join(cacheFolder, 'draft-'));
  const index: IndexEntry[] = [];
  for (const asset of assets) {
    const name = asset.path.slice(pathOf(hash, '').length);
    const file = join(draft, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, asset.body);
    await writeFile(`${file}.br`, asset.brotli);
    await writeFile(`${file}.gz`, asset.gzip);
    index.push({ name, type: asset.type, digest: asset.etag.slice(1, -1) });
  }
  await writeFile(join(draft, 'index.json'), JSON.stringify(index));
  await rm(join(cacheFolder, hash), { recursive: true, force: true });
  try {
    await rename(draft, join(cacheFolder, hash));
  } catch {
    // Another process, started at the same moment, has put the same files there.
    await rm(draft, { recursive: true, force: true });
  }
  await forgetOldBuilds(cacheFolder, hash);
}

async function forgetOldBuilds(cacheFolder: string, hash: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (/^[0-9a-f]{16}$/.test(name) && name !== hash) {
      await rm(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}
