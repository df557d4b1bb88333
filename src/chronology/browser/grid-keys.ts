/** What a key asks of the grid while no cell is being typed in. */
export type Asked =
  | { readonly ask: 'go'; readonly down: number; readonly right: number; readonly selects: boolean }
  | { readonly ask: 'jump'; readonly down: -1 | 0 | 1; readonly right: -1 | 0 | 1; readonly selects: boolean }
  | {
      readonly ask: 'edge';
      readonly to: 'row-start' | 'row-end' | 'first' | 'last';
      readonly selects: boolean;
    }
  | { readonly ask: 'next'; readonly by: -1 | 1 }
  | { readonly ask: 'type'; readonly text: string | null }
  | { readonly ask: 'move'; readonly by: -1 | 1 }
  | { readonly ask: 'clear' | 'add' | 'remove' | 'copy-row' | 'undo' | 'redo' | 'all' | 'let-go' };

/** A key as the browser says it; the command key of a Mac counts as Ctrl. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const arrows: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};
const pageOfRows = 10;

/** What a key asks; null for one that is the browser's own. */
export function askedBy(key: Key): Asked | null {
  const { shiftKey: selects } = key;
  const withCtrl = key.ctrlKey || key.metaKey;
  const arrow = arrows[key.key];
  if (arrow !== undefined) {
    const [down, right] = arrow;
    if (key.altKey) return down === 0 || withCtrl ? null : { ask: 'move', by: down };
    return withCtrl ? { ask: 'jump', down, right, selects } : { ask: 'go', down, right, selects };
  }
  if (key.altKey) return null;
  return withCtrl ? withControl(key) : alone(key);
}

function withControl({ key, shiftKey: selects }: Key): Asked | null {
  const letter = key.toLowerCase();
  if (letter === 'z') return { ask: selects ? 'redo' : 'undo' };
  if (letter === 'y') return { ask: 'redo' };
  if (letter === 'd') return { ask: 'copy-row' };
  if (letter === 'a') return { ask: 'all' };
  if (key === 'Enter') return { ask: 'add' };
  if (key === 'Delete' || key === 'Backspace') return { ask: 'remove' };
  if (key === 'Home') return { ask: 'edge', to: 'first', selects };
  if (key === 'End') return { ask: 'edge', to: 'last', selects };
  return null;
}

function alone({ key, shiftKey: selects }: Key): Asked | null {
  if (key === 'Home') return { ask: 'edge', to: 'row-start', selects };
  if (key === 'End') return { ask: 'edge', to: 'row-end', selects };
  if (key === 'PageDown') return { ask: 'go', down: pageOfRows, right: 0, selects };
  if (key === 'PageUp') return { ask: 'go', down: -pageOfRows, right: 0, selects };
  if (key === 'Tab') return { ask: 'next', by: selects ? -1 : 1 };
  if (key === 'Enter' || key === 'F2') return { ask: 'type', text: null };
  if (key === 'Delete' || key === 'Backspace') return { ask: 'clear' };
  if (key === 'Escape') return { ask: 'let-go' };
  return Array.from(key).length === 1 ? { ask: 'type', text: key } : null;
}
