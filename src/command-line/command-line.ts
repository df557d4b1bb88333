/** Where a command of `bin/foresight` writes: the answer on `out`, warnings and progress on `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** What a command ends with. 0 done · 1 a fault · 2 the words of the call are wrong · 3 done in part, some refused. */
export const exit = { done: 0, fault: 1, usage: 2, partly: 3 } as const;

/** One command of `bin/foresight`. `usage` is what `--help` prints; `run` answers the exit code. */
export interface CommandLine {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<number>;
}
