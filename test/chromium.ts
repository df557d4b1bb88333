import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Chromium is; or why the browser tests cannot run. */
export type Chromium = { readonly path: string } | { readonly path: null; readonly why: string };

/**
 * Finds a Chromium: by CHROMIUM, on the PATH, in Playwright's cache; as root on Debian it is installed. With
 * FORESIGHT_NO_BROWSER=1 the browser tests are left out. Throws when there is none and none was declined.
 */
export async function findChromium(): Promise<Chromium> {
  if (process.env['FORESIGHT_NO_BROWSER'] === '1')
    return { path: null, why: 'The browser tests were left out: FORESIGHT_NO_BROWSER=1.' };
  const found = here();
  if (found !== null) return { path: found };
  if (process.getuid?.() === 0 && isDebian()) {
    console.log('— installing Chromium from Debian for the browser tests');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync(
      'apt-get',
      ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      options,
    );
    const installed = here();
    if (installed !== null) return { path: installed };
  }
  console.error(
    'The browser tests need Chromium: install it, name it with CHROMIUM=/path/to/chromium, or leave them out with FORESIGHT_NO_BROWSER=1.',
  );
  process.exit(1);
}

function here(): string | null {
  const named = process.env['CHROMIUM'];
  if (named && existsSync(named)) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  return onPath ?? inPlaywrightCache();
}

function inPlaywrightCache(): string | null {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return null;
  const builds = readdirSync(cache).filter((name) => name.startsWith('chromium-'));
  return builds.map((name) => join(cache, name, 'chrome-linux', 'chrome')).find(existsSync) ?? null;
}

const isDebian = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
