import { strToU8, zipSync } from 'fflate';

/** A line of a made PDF: text at a place in points from the bottom left, in Helvetica of that size. */
export type SampleLine = { text: string; size?: number; x?: number; y: number };

/** What else a made PDF carries: entries for its catalogue and trailer, whole objects, and the page box. */
export type SampleExtras = {
  catalogue?: string;
  trailer?: string;
  objects?: readonly string[];
  page?: string;
};

/** A small valid PDF for tests, written out by hand: one list of lines for each page. */
export function makePdf(pages: readonly (readonly SampleLine[])[], extras: SampleExtras = {}): Uint8Array {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const bodies = [
    `<< /Type /Catalog /Pages 2 0 R ${extras.catalogue ?? ''} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, index) => {
      const content = lines.map(drawn).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R ${extras.page ?? ''} >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
    ...(extras.objects ?? []),
  ];
  let text = '%PDF-1.7\n';
  const offsets: number[] = [];
  for (const [index, body] of bodies.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
  }
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${extras.trailer ?? ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function drawn(line: SampleLine): string {
  const escaped = line.text.replace(/[\\()]/g, (mark) => `\\${mark}`);
  return `BT /F1 ${line.size ?? 11} Tf 1 0 0 1 ${line.x ?? 72} ${line.y} Tm (${escaped}) Tj ET`;
}

/** Lines of a column one under the other, `leading` points apart, from a height on the page downwards. */
export function column(texts: readonly string[], top: number, leading = 13): SampleLine[] {
  return texts.map((text, index) => ({ text, y: top - index * leading }));
}

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/** A small Word document for tests: the XML of its body, and any other parts by name. */
export function makeDocx(
  body: string,
  parts: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    'word/document.xml': strToU8(wordPart('document', `<w:body>${body}</w:body>`)),
  };
  for (const [name, part] of Object.entries(parts))
    files[name] = typeof part === 'string' ? strToU8(part) : part;
  return zipSync(files);
}

/** One XML part of a Word document with its namespaces: `document`, `styles`, `numbering`, `footnotes`. */
export function wordPart(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} ${namespaces}>${content}</w:${root}>`;
}

/** A paragraph of a made Word document: its text, or runs written out; and its properties. */
export function paragraph(content: string, properties = ''): string {
  const runs = content.startsWith('<') ? content : `<w:r><w:t xml:space="preserve">${content}</w:t></w:r>`;
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;
}
