import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { listen } from '../src/platform/http/listen.ts';
import { findChromium } from './chromium.ts';
import type { World } from './world.ts';

/** A Chromium before the real app, which listens on a loopback port. */
export interface Visitors {
  /** The address of a path at one of the app's hosts. */
  address(host: string, path: string): string;
  /** A new visitor with a window of their own, in which nothing is kept. */
  visitor(settings?: VisitorSettings): Promise<Visitor>;
  close(): Promise<void>;
}

export interface VisitorSettings {
  /** In CSS pixels; 1280 unless given. */
  readonly width?: number;
  /** 'off' as by a browser's setting; 'taken-out' the same to a reader, while the tools of a test can still run in the page. */
  readonly script?: 'on' | 'off' | 'taken-out';
}

export interface Visitor {
  readonly page: Page;
  /** What the browser complained of: errors on its console, faults in scripts, breaches of the content security policy. */
  readonly complaints: string[];
  readonly leave: () => Promise<void>;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Serves a world's app and starts a browser for it. */
export async function openVisitors(world: World): Promise<Visitors> {
  const found = await findChromium();
  if (found.path === null) throw new Error(found.why);
  const listener = await listen('127.0.0.1', 0, world.app.handle);
  const browser = await chromium.launch({ executablePath: found.path, args: flags });
  return {
    address: (host, path) => `http://${host}:${listener.port}${path}`,
    visitor: (settings) => visit(browser, world, settings),
    async close() {
      await browser.close();
      await listener.close();
    },
  };
}

async function visit(
  browser: Browser,
  world: World,
  { width = 1280, script = 'on' }: VisitorSettings = {},
): Promise<Visitor> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script !== 'off',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  if (script === 'taken-out') await takeScriptsOut(context, world);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A page that is not found is itself such a message; its own address tells it from a lost picture or script.
    const isPage = message.location().url.replace(/#.*/, '') === page.url().replace(/#.*/, '');
    const isStatus = message
      .text()
      .startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !(isPage && isStatus)) complaints.push(message.text());
  });
  return { page, complaints, leave: () => context.close() };
}

async function takeScriptsOut(context: BrowserContext, world: World) {
  await context.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const { host, pathname, search } = new URL(route.request().url());
    const { status, headers, body } = await world.ask(host, `${pathname}${search}`);
    const { 'content-length': _, ...others } = headers;
    return route.fulfill({
      status,
      headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
      body: body.replace(/<script[^]*?<\/script>/g, ''),
    });
  });
}
