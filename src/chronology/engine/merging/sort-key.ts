import type { Standing } from './lane.ts';

/**
 * A text by which rows sort as `inOneOrder` puts them: `lane` is the number of the row's lane, from 0 to 99,999. A row without a time has
 * its place from the row above it already (`minutes`), so each key stands for itself, and lanes need not be sorted together. At most
 * 70 characters of ASCII, to be compared byte by byte.
 */
export function sortKeyOf(
  { entry, minutes, sequence, index }: Pick<Standing, 'entry' | 'minutes' | 'sequence' | 'index'>,
  lane: number,
): string {
  return [
    entry.earliest ?? open,
    entry.latest ?? open,
    padded(minutes + 1, 5),
    sequence === null ? open : numberKey(sequence),
    padded(lane, 5),
    padded(index, 8),
  ].join(' ');
}

// Behind every figure and letter.
const open = '~';

const padded = (number: number, width: number) => String(number).padStart(width, '0');

const view = new DataView(new ArrayBuffer(8));

/** A number as text that sorts as it does: its bits, those of a negative one turned over. */
function numberKey(number: number): string {
  view.setFloat64(0, number === 0 ? 0 : number);
  const bits = view.getBigUint64(0);
  const sign = 1n << 63n;
  const turned = (bits & sign) === 0n ? bits | sign : ~bits & 0xffffffffffffffffn;
  return turned.toString(16).padStart(16, '0');
}
