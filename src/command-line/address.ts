import { readConfig } from '../config.ts';
import type { Partnership } from '../partnership/partnership.ts';

/**
 * Where people reach a partnership. On one's own machine its own host leads there only if the machine knows it; else the names that the
 * service answers to everywhere do.
 */
export function addressOf(partnership: Partnership): string {
  const { publicUrl, port } = readConfig();
  if (publicUrl === null) {
    const own = partnership.hosts.find((host) => /(^|\.)localhost$/.test(host));
    return `http://${own ?? (partnership.training ? 'training.localhost' : 'localhost')}:${port}`;
  }
  const url = new URL(publicUrl);
  const [host = partnership.training ? `training.${url.host}` : url.host] = partnership.hosts;
  return `${url.protocol}//${host}`;
}
