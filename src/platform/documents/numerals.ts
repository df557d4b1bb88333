const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/**
 * A number of a list as a word processor prints it, by the format's name in WordprocessingML; unknown formats
 * are printed in digits.
 */
export function numeral(value: number, format: string): string {
  if (format === 'lowerLetter' && value > 0) return letters(value);
  if (format === 'upperLetter' && value > 0) return letters(value).toUpperCase();
  if (format === 'lowerRoman' && value > 0 && value < 4000) return roman(value);
  if (format === 'upperRoman' && value > 0 && value < 4000) return roman(value).toUpperCase();
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  return String(value);
}

/**
 * After z a word processor doubles the letter: aa, bb. The number of letters is held short for hostile
 * values.
 */
function letters(value: number): string {
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(10, Math.floor((value - 1) / 26) + 1));
}

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}
