import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../src/config.ts';
import type { Office } from '../test/casework.ts';

/** The service on an office's database in a process of its own, until it is told to stop. */
export async function served({ world }: Office): Promise<{ port: number; stop: () => Promise<void> }> {
  const sockets = world.server.administrator().host ?? '';
  const words = [
    '--disable-warning=ExperimentalWarning',
    join(root, 'bench', 'serve.ts'),
    sockets,
    world.server.database,
  ];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    port: Number(port),
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
