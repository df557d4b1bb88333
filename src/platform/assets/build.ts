import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join } from 'node:path';
import { compile, Logger } from 'sass';

const root = join(import.meta.dirname, '..', '..', '..');
const packages = join(root, 'node_modules');
const mojFolder = join(packages, '@ministryofjustice', 'frontend', 'moj');
const styleSheet = join(root, 'src', 'platform', 'pages', 'brand.scss');

/** A file to be served, by its name within the folder of this build. */
export interface BuiltFile {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
}

const libraryModules: ReadonlyMap<string, string> = new Map([
  ['govuk-frontend.min.js', join(packages, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js')],
  [
    'filter-toggle-button.js',
    join(mojFolder, 'components', 'filter-toggle-button', 'filter-toggle-button.bundle.mjs'),
  ],
]);

const types = {
  css: 'text/css; charset=utf-8',
  script: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * A hash of everything that the built files come from: our style sheets, browser modules and images, this builder, and the
 * versions of the libraries and of the engine. Equal sources give an equal hash, on every machine.
 */
export function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const name of ['govuk-frontend', '@ministryofjustice/frontend', 'sass']) {
    const about = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
      version: string;
    };
    hash.update(`${name} ${about.version}\n`);
  }
  hash.update(`node ${process.versions.node}\n`);
  const sources = [
    ...globSync('src/platform/pages/**/*.scss', { cwd: root }),
    ...globSync('src/platform/assets/images/*.svg', { cwd: root }),
    ...browserModules(),
    'src/platform/assets/build.ts',
  ];
  for (const source of sources.toSorted()) {
    hash
      .update(`${source}\n`)
      .update(readFileSync(join(root, source)))
      .update('\n');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Compiles the style sheet, strips the types of the browser modules and gathers the images. Takes about a second. */
export function buildFiles(): readonly BuiltFile[] {
  const css = compileStyleSheet();
  return [
    { name: 'site.css', type: types.css, body: Buffer.from(css) },
    ...scripts(),
    ...ourImages(),
    ...libraryImages(css),
  ];
}

function compileStyleSheet(): string {
  const { css } = compile(styleSheet, {
    loadPaths: [root, packages],
    style: 'compressed',
    charset: false,
    quietDeps: true,
    logger: Logger.silent,
  });
  // The royal crest belongs to government; the library names it in a rule that we never use.
  return css.replace(/[a-z-]+:[^;{}]*govuk-crest\.svg[^;}]*;?/g, '');
}

function browserModules(): readonly string[] {
  return globSync('src/**/browser/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.d.ts') && !path.endsWith('.test.ts'),
  );
}

/** All modules of one build share one folder, so each import names its neighbour and needs no address of its own. */
function scripts(): readonly BuiltFile[] {
  const files = new Map<string, string>();
  for (const [name, path] of libraryModules) files.set(name, readFileSync(path, 'utf8'));
  for (const path of browserModules()) {
    const name = `${basename(path, '.ts')}.js`;
    if (files.has(name)) throw new Error(`Two browser modules are called ${name}; give ${path} another name`);
    const stripped = stripTypeScriptTypes(readFileSync(join(root, path), 'utf8'), { mode: 'strip' });
    files.set(name, stripped.replace(/(from |import )'[^']*?([^/']+)\.ts'/g, "$1'./$2.js'"));
  }
  return [...files].map(([name, text]) => ({
    name,
    type: types.script,
    body: Buffer.from(text.replace(/^\/\/# sourceMappingURL=.*$/gm, '')),
  }));
}

function ourImages(): readonly BuiltFile[] {
  return globSync('src/platform/assets/images/*.svg', { cwd: root }).map((path) => ({
    name: basename(path),
    type: types.svg,
    body: readFileSync(join(root, path)),
  }));
}

function libraryImages(css: string): readonly BuiltFile[] {
  const named = new Set(
    [...css.matchAll(/url\("?images\/([^")]+\.svg)"?\)/g)].map((match) => match[1] ?? ''),
  );
  return [...named].map((name) => ({
    name: `images/${name}`,
    type: types.svg,
    body: readFileSync(join(mojFolder, 'assets', 'images', name)),
  }));
}
