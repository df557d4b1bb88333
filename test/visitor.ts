import { createHmac } from 'node:crypto';
import type { World } from './world.ts';

/** Somebody with a browser: keeps cookies, follows redirects, fills in the form of the page that they see. */
export interface Visitor {
  readonly page: Seen;
  open(path: string): Promise<Seen>;
  /** Sends the form of the present page to where it goes, with these answers and its hidden fields. */
  send(answers: Readonly<Record<string, string>> | URLSearchParams, form?: number): Promise<Seen>;
  /** A request as it is, without the form's token. */
  raw(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Seen>;
  forgetCookies(): void;
  /** Brings another visitor's cookies along, as nobody's browser would. */
  carryCookiesOf(other: Visitor): void;
  readonly cookies: ReadonlyMap<string, string>;
}

/** A page as somebody sees it. */
export interface Seen {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly heading: string;
  /** The error summary's lines. */
  readonly problems: readonly string[];
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
}

/** What comes back over a line, with the cookies that it sets; one that is taken back is empty. */
export interface Answer {
  readonly status: number;
  readonly headers: Seen['headers'];
  readonly body: string;
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
}

/** How requests get to the service. */
export type Line = (
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<Answer>;

/** A visitor to the workspace at `host`; `held` are cookies that the browser has already. */
export function visitor(
  world: World,
  host: string,
  device = 'Firefox on a telephone',
  held: Readonly<Record<string, string>> = {},
): Visitor {
  const line: Line = async (method, url, headers, payload) => {
    const instance = world.app.isWorkspace(url) ? world.app.workspace : world.app.site;
    const response = await instance.inject({
      method,
      url,
      headers: { ...headers },
      ...(method === 'POST' ? { payload } : {}),
    });
    const { statusCode: status, body } = response;
    const cookies = response.cookies.map(({ name, value, maxAge }) => ({
      name,
      value: maxAge === 0 ? '' : value,
    }));
    return { status, headers: response.headers, body, cookies };
  };
  return visitorOver(line, host, device, held);
}

/** A visitor to `host`, over any line. */
export function visitorOver(
  line: Line,
  host: string,
  device = 'Firefox on a telephone',
  held: Readonly<Record<string, string>> = {},
): Visitor {
  const cookies = new Map<string, string>(Object.entries(held));
  let seen: Seen = { status: 0, path: '/', html: '', heading: '', problems: [], headers: {} };

  const request = async (
    method: 'GET' | 'POST',
    path: string,
    body: string,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<Seen> => {
    const headers: Record<string, string> = { host, 'user-agent': device, ...extra };
    if (cookies.size > 0)
      headers['cookie'] = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (method === 'POST') {
      headers['content-type'] ??= 'application/x-www-form-urlencoded';
      headers['origin'] ??= `http://${host}`;
    }
    const answer = await line(method, path, headers, body);
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const { location } = answer.headers;
    if (answer.status === 303 && typeof location === 'string') return request('GET', location, '');
    seen = toSeen(answer.status, path, answer.body, answer.headers);
    return seen;
  };
  return {
    get page() {
      return seen;
    },
    open: (path) => request('GET', path, ''),
    send(answers, form = 0) {
      const [, opening = '', inside = ''] =
        [...seen.html.matchAll(/<form([^>]*)>([^]*?)<\/form>/g)][form] ?? [];
      const action = /action="([^"]*)"/.exec(opening)?.[1] ?? seen.path;
      const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, decode(value)],
      );
      return request(
        'POST',
        decode(action),
        new URLSearchParams([
          ...hidden,
          ...(answers instanceof URLSearchParams ? answers : Object.entries(answers)),
        ]).toString(),
      );
    },
    raw: (path, body, headers) => request('POST', path, body, headers),
    forgetCookies: () => cookies.clear(),
    cookies,
    carryCookiesOf(other) {
      for (const [name, value] of other.cookies) cookies.set(name, value);
    },
  };
}

function toSeen(status: number, path: string, html: string, headers: Seen['headers']): Seen {
  const summary = /govuk-error-summary__list">([^]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return {
    status,
    path,
    html,
    heading: plain(/<h1[^>]*>([^]*?)<\/h1>/.exec(html)?.[1] ?? ''),
    problems: [...summary.matchAll(/<li>([^]*?)<\/li>/g)].map(([, item = '']) => plain(item)),
    headers,
  };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decode = (text: string) =>
  text.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code: string | undefined, name: string | undefined) =>
    code === undefined ? (named[name ?? ''] ?? '') : String.fromCodePoint(Number(code)),
  );

const plain = (html: string) =>
  decode(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** The code of an authenticator app for a key in base 32; `steps` of thirty seconds from now. */
export function authenticatorCode(key: string, steps = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(key.replaceAll(' ', ''), (letter) =>
    letters.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
