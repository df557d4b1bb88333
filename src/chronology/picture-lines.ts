// How wide letters of Arial are, as a part of the size of the text; what is not here is about half of it.
const wide = /[A-Z&%@mwMW]/u;
const narrow = /[iljtfrI.,:;'’()\s-]/u;

/** About how wide words are drawn, in units of the size of the text. */
export function widthOf(words: string): number {
  let width = 0;
  for (const letter of words) width += wide.test(letter) ? 0.74 : narrow.test(letter) ? 0.32 : 0.56;
  return width;
}

/**
 * Words in at most so many lines of a width, in units of the size of the text. What is too long keeps its end, because long names of
 * bodies differ there: the last line begins with an ellipsis.
 */
export function linesOf(words: string, width: number, most = 2): readonly string[] {
  const all = words.split(/\s+/).filter((one) => one !== '');
  const lines: string[][] = [[]];
  for (const word of all) {
    const line = lines.at(-1) ?? [];
    if (line.length === 0 || widthOf([...line, word].join(' ')) <= width) line.push(word);
    else lines.push([word]);
  }
  const kept = lines.slice(0, most).map((line) => cut(line.join(' '), width));
  if (lines.length <= most) return kept;
  return [...kept.slice(0, -1), ending(all, width)];
}

// As many of the last words as fit; where not even the last does, its beginning.
function ending(words: readonly string[], width: number): string {
  for (let at = 1; at < words.length; at += 1) {
    const end = `…${words.slice(at).join(' ')}`;
    if (widthOf(end) <= width) return end;
  }
  return cut(words.at(-1) ?? '', width);
}

function cut(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  let kept = line;
  while (kept !== '' && widthOf(`${kept}…`) > width) kept = Array.from(kept).slice(0, -1).join('');
  return `${kept.trimEnd()}…`;
}
