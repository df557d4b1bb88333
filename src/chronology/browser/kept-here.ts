import type { GridRow } from './grid-begin.ts';

/** A row that is not saved yet, as this window keeps it; `sent` is what was on its way when it was kept, the latest last. */
export interface KeptRow {
  readonly row: GridRow;
  readonly sent: readonly GridRow[];
}

/** The cell in which somebody was typing. */
export interface KeptTyping {
  readonly id: string;
  readonly position: number;
  readonly key: string;
  readonly text: string;
}

/**
 * What this window keeps of what is not saved, until it is: through a refresh, and no longer than the window stands. Where the browser keeps
 * nothing, or has no more room, it is kept in the page alone.
 */
export interface KeptHere {
  readonly rows: () => readonly KeptRow[];
  readonly typing: () => KeptTyping | null;
  /** False where there was no room. */
  readonly keepRows: (rows: readonly KeptRow[]) => boolean;
  readonly keepTyping: (typing: KeptTyping | null) => void;
}

/** Keeps it in the window's own store under a name. */
export function keptHere(store: Storage, name: string): KeptHere {
  const names = { rows: `chronology ${name} rows`, typing: `chronology ${name} typing` };
  const read = (key: string): unknown => {
    try {
      return JSON.parse(store.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  };
  const write = (key: string, value: unknown): boolean => {
    try {
      if (value === null) store.removeItem(key);
      else store.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  return {
    rows: () => (read(names.rows) as readonly KeptRow[] | null) ?? [],
    typing: () => read(names.typing) as KeptTyping | null,
    keepRows: (rows) => write(names.rows, rows.length === 0 ? null : rows),
    keepTyping: (typing) => {
      write(names.typing, typing);
    },
  };
}
