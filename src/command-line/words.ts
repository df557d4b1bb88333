import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** A call that cannot be understood: one sentence, shown with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads a command's flags and words. Throws UsageError in words of ours for an unknown flag or one without its value. */
export function readWords<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : '';
    throw new UsageError(`${message}.\n\n${usage}`);
  }
}
