// Pale enough that black letters on each have a contrast of more than 12 to 1; beside each other they differ in hue, not only in depth.
const shades = [
  'D6EAF8',
  'FDE3C8',
  'D9F0D3',
  'F6D5E5',
  'FFF3BF',
  'DDD6F3',
  'CFEFEA',
  'F5D6D0',
  'E3E7C3',
  'D8DEE6',
  'F0DFF7',
  'E9DCC9',
] as const;

/** The colour of a number, as six hexadecimal digits; after the last the first comes again, so a word must always stand with it. */
export const shadeOf = (number: number): string => shades[Math.abs(number) % shades.length] ?? shades[0];
