// Which Node runs the project. Plain JavaScript that Node 18 can parse: it runs before the pinned Node does.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The path of the Node that package.json pins for this platform, or null when it is not installed. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // The darwin-arm64 package of the other name stopped at Node 18.
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  try {
    const root = dirname(require.resolve(`${prefix}-${platform}-${process.arch}/package.json`));
    return join(root, 'bin', platform === 'win' ? 'node.exe' : 'node');
  } catch {
    return null;
  }
}
