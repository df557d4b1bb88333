import type { Partnership } from './partnership.ts';

/**
 * Scheme and host under which people reach a partnership, without a trailing slash, for what is said outside of a request; null where
 * it answers nowhere. Its first own host comes first, then the service's own address; without one, this machine's.
 */
export function publicAddress(
  partnership: Partnership,
  all: readonly Partnership[],
  { publicUrl, port }: { readonly publicUrl: string | null; readonly port: number },
): string | null {
  const own = new URL(publicUrl ?? `http://localhost:${port}`);
  const host = partnership.hosts.find((one) => !ofThisMachine.test(one));
  if (host !== undefined) return `${own.protocol}//${host}`;
  if (all[0]?.id === partnership.id && !partnership.training) return own.origin;
  // A name of this machine is reached at the port where the service listens, and from nowhere else.
  const local = publicUrl === null ? partnership.hosts[0] : undefined;
  if (local !== undefined) return `http://${local.replace(/:\d+$/, '')}:${port}`;
  const training = all.find((one) => one.training);
  return training?.id === partnership.id ? `${own.protocol}//training.${own.host}` : null;
}

const ofThisMachine = /(^|\.)localhost(:\d+)?$/;
