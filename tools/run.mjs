// Runs a TypeScript entry point under the pinned Node, whichever Node called it: node tools/run.mjs <entry.ts> [arguments].
// Plain JavaScript that Node 18 can parse. Signals and the exit code pass through.
import { spawn } from 'node:child_process';
import * as modules from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pinnedNode } from './runtime.mjs';

/** Runs `entry` with `args` in this process where it already is the pinned Node, else in a child of it. */
export async function run(entry, args) {
  // What was stripped and compiled once is read back the next time: a start takes a third of the time.
  const cache = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '.cache', 'compiled');
  if (typeof Temporal === 'object') {
    modules.enableCompileCache?.(process.env.NODE_COMPILE_CACHE ?? cache);
    silenceExperiments();
    process.argv = [process.argv[0], resolve(entry), ...args];
    await import(pathToFileURL(resolve(entry)).href);
    return;
  }
  const node = pinnedNode();
  if (!node) {
    console.error(
      'Foresight needs Node 26 or later. Run "npm ci" without --omit=optional, which installs it beside the project, or install Node 26.',
    );
    process.exit(1);
  }
  const flags = [...process.execArgv, '--disable-warning=ExperimentalWarning'];
  const env = { NODE_COMPILE_CACHE: cache, ...process.env };
  const child = spawn(node, [...flags, resolve(entry), ...args], {
    // The channel closes when this process is killed, and the service then ends with it.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exit(code ?? 1);
  });
}

// Type stripping of the browser's scripts is what the warning is about; the version is pinned, so it says nothing new.
function silenceExperiments() {
  const warn = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const kind = typeof rest[0] === 'object' ? rest[0]?.type : rest[0];
    if (kind !== 'ExperimentalWarning') warn.call(process, warning, ...rest);
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [entry, ...args] = process.argv.slice(2);
  await run(entry, args);
}
