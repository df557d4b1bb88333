// Zero-width and bidirectional controls, fillers, tag characters and the soft hyphen: they can hide or
// reverse what a reader sees, and split words that a search looks for.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;
// PostgreSQL refuses NUL, and XML refuses the other controls.
const controls = /[^\P{Cc}\s\u0085]/gu;
const spaces = /[\s\u0085]+/g;
const ligature = /[\ufb00-\ufb06]/g;

/**
 * Text that every store and page can hold: NFC, no NUL, no lone surrogate, nothing invisible; runs of white
 * space become one space.
 */
export function cleanText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(controls, '')
    .replace(invisible, '')
    .replace(spaces, ' ')
    .trim()
    .replace(ligature, (character) => character.normalize('NFKC'))
    .normalize('NFC');
}

const bullet = /^[•●○◦▪■□▫‣⁃∙·➢➤❖✓✔\uf0b7\uf0a7\uf076\uf0d8\uf0fc]\s*|^[-–—*o]\s+/u;
const number = /^(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])\s+(?=\S)/;

/** The item of a list that a line of text is, by its mark: a bullet is taken off, a printed number stays. */
export function listItemOf(line: string): string | null {
  const mark = bullet.exec(line);
  if (mark && mark[0].length < line.length) return line.slice(mark[0].length).trim();
  return number.test(line) ? line : null;
}
