// Runs after npm ci. npm up to 11.3 removes the link to the pinned Node that it has just made, and newer npm does not run
// the database package's own step that makes its library links; both are made here, and looked at again at every start.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkLibraries } from './postgres-binaries.mjs';
import { pinnedNode } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const node = pinnedNode();
if (node) {
  mkdirSync(bin, { recursive: true });
  if (process.platform === 'win32') {
    const shim = join(bin, 'node.cmd');
    if (!existsSync(shim)) writeFileSync(shim, `@"%~dp0\\${relative(bin, node)}" %*\r\n`);
  } else if (!existsSync(join(bin, 'node'))) symlinkSync(relative(bin, node), join(bin, 'node'));
}
linkLibraries();
