// The service under the bench, in a process of its own: the real app on the database that is given, and a trivial string from the
// same server. node bench/serve.ts <socket folder> <database>; it prints its port and serves until its input ends.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/compose.ts';
import { root } from '../src/config.ts';
import { loadAssets } from '../src/platform/assets/assets.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import { socketServer } from '../src/platform/db/server.ts';
import { openFileStore } from '../src/platform/files/disk.ts';
import { newInstance } from '../src/platform/http/instance.ts';
import { listen } from '../src/platform/http/listen.ts';

const [sockets = '', database = ''] = process.argv.slice(2);
// Each request names an address of its own, as through a proxy, so that the limit of one address is not what is measured.
const trustedProxies = ['127.0.0.1'];
const app = await compose({
  config: { publicUrl: null, trustedProxies },
  server: socketServer(sockets, database),
  clock: systemClock,
  log: { info: () => {}, error: (event) => console.error(event) },
  assets: await loadAssets({ cacheFolder: join(root, 'node_modules', '.cache', 'foresight') }),
  files: await openFileStore(await mkdtemp(join(tmpdir(), 'foresight-bench-files-')), Buffer.alloc(32, 7)),
  trainingPort: () => null,
  freshFor: 1_000,
});
const plain = newInstance({ trustedProxies, https: false, policy: `default-src 'none'` });
plain.get('/string', () => 'hello');
plain.get('/cpu', () => process.cpuUsage());
await plain.ready();
const listener = await listen('127.0.0.1', 0, (request, response) =>
  request.url === '/string' || request.url === '/cpu'
    ? plain.routing(request, response)
    : app.handle(request, response),
);
console.log(listener.port);
process.stdin.resume().on('end', () => void stop());

async function stop() {
  await listener.close();
  await Promise.all([app.close(), plain.close()]);
}
