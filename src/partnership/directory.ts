import type { Partnership } from './partnership.ts';

/** Everything the public site knows of who is served here. */
export interface Known {
  readonly partnerships: readonly Partnership[];
  /** By partnership: rises with every change of its public face. */
  readonly editions: ReadonlyMap<string, number>;
}

/** Which partnership answers where. */
export interface Directory {
  /** The partnership at a host and port, with its edition; null where none answers. */
  at(host: string, port: number): Promise<Answering | null>;
  known(): Promise<Known>;
}

export interface Answering {
  readonly partnership: Partnership;
  readonly edition: number;
  readonly origin: string;
}

export interface DirectorySettings {
  /** The service's own address, or null on one's own machine. */
  readonly publicUrl: string | null;
  /** The port of the second listener, at which the training partnership answers; null where there is none. */
  readonly trainingPort: () => number | null;
  /** For how long (milliseconds) what is known may be used before asking again. */
  readonly freshFor: number;
  read(): Promise<Known>;
  /** True for an error that means that the database is away, so that what is known goes on being used. */
  isAway(error: unknown): boolean;
}

/** Opens the directory. It asks the database at most once in `freshFor`, however many requests there are. */
export function openDirectory(settings: DirectorySettings): Directory {
  let known: Known | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<Known> | null = null;

  const ask = async (): Promise<Known> => {
    try {
      known = await settings.read();
    } catch (error) {
      // While the database is away, pages that are made already go on being served.
      if (known === null || !settings.isAway(error)) throw error;
    } finally {
      asking = null;
      askedAt = performance.now();
    }
    return known;
  };
  const current = (): Promise<Known> | Known => {
    if (known !== null && performance.now() - askedAt < settings.freshFor) return known;
    asking ??= ask();
    return asking;
  };
  return {
    known: async () => current(),
    async at(host, port) {
      const { partnerships, editions } = await current();
      const partnership = answering(partnerships, host, port, settings);
      if (partnership === null) return null;
      return { partnership, edition: editions.get(partnership.id) ?? 0, origin: originOf(host, settings) };
    },
  };
}

const ownMachine = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The partnership that answers. Its own hosts always lead to it. On one's own machine the first partnership answers at localhost
 * and the training one at training.localhost, and at the second port; with PUBLIC_URL the first answers at its host, and no other host is known.
 */
function answering(
  partnerships: readonly Partnership[],
  host: string,
  port: number,
  settings: DirectorySettings,
): Partnership | null {
  const whole = host.toLowerCase();
  const name = whole.replace(/:\d+$/, '');
  const training = partnerships.find((one) => one.training) ?? null;
  if (port !== 0 && port === settings.trainingPort() && ownMachine.test(name)) return training;
  const own = partnerships.find(({ hosts }) => hosts.includes(whole) || hosts.includes(name));
  if (own !== undefined) return own;
  const first = partnerships[0] ?? null;
  if (settings.publicUrl !== null) {
    const ours = new URL(settings.publicUrl).host;
    if (whole === ours) return first;
    return whole === `training.${ours}` ? training : null;
  }
  if (ownMachine.test(name)) return first;
  return name === 'training.localhost' ? training : null;
}

// The scheme is the configured one: what a request says of itself is not believed.
function originOf(host: string, { publicUrl }: DirectorySettings): string {
  const scheme = publicUrl === null ? 'http:' : new URL(publicUrl).protocol;
  return `${scheme}//${host.toLowerCase()}`;
}
