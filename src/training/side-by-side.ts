// As many as the database has connections for here; a machine has two cores at the least.
const lanes = 3;

/**
 * Does something for each of many, several at a time and begun in their order. Where one fails no other is begun, and those under way are
 * waited for before it throws, so that nothing goes on behind the back of whoever asked.
 */
export async function sideBySide<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  let failed: { readonly error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (const item of left) {
      if (failed !== null) return;
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const found = failed as { readonly error: unknown } | null;
  if (found !== null) throw found.error;
}
