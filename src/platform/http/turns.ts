/** Room of a fixed size, in bytes, that many want a part of: whoever finds too little waits their turn. */
export interface Turns {
  /** Waits until there is room and takes it; answers how to give it back, or null where too many wait already. */
  take(bytes: number): Promise<(() => void) | null>;
}

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/** Room of `size` bytes for which at most `most` wait. Whoever wants more than there is gets all of it, alone. First come, first served. */
export function turnsFor(size: number, most: number): Turns {
  const waiting: Waiting[] = [];
  let left = size;
  const enterAll = () => {
    for (let [next] = waiting; next !== undefined && next.bytes <= left; [next] = waiting) {
      waiting.shift();
      left -= next.bytes;
      next.enter();
    }
  };
  return {
    take: (wanted) => {
      const bytes = Math.min(wanted, size);
      if (waiting.length >= most && (waiting.length > 0 || bytes > left)) return Promise.resolve(null);
      let given = false;
      const giveBack = () => {
        if (given) return;
        given = true;
        left += bytes;
        enterAll();
      };
      return new Promise((resolve) => {
        waiting.push({ bytes, enter: () => resolve(giveBack) });
        enterAll();
      });
    },
  };
}
