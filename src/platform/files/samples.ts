import { strToU8, zipSync } from 'fflate';
import { makeDocx, makePdf, paragraph } from '../documents/samples.ts';

/** Small files for tests, one of each kind that is taken. */
export const goodPdf = (): Uint8Array => makePdf([[{ text: 'A page', y: 700 }]]);
export const goodDocx = (): Uint8Array => makeDocx(paragraph('Words'));

/** A picture of that many points, as its first chunk says; it has none. */
export function png(width = 4, height = 3): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(name), body, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    mark,
    chunk('IHDR', head),
    chunk('IDAT', Buffer.alloc(4)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The beginning of a picture as a camera writes it, with its size. */
export function jpg(width = 4, height = 3): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const begin = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]);
  return Buffer.concat([begin, frame, Buffer.alloc(8), Buffer.from([0xff, 0xd9])]);
}

/** An Excel workbook with these parts besides. */
export const xlsx = (parts: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<workbook/>'),
    ...parts,
  });

/** An OpenDocument text with these parts besides. */
export const odt = (parts: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8('<content/>'),
    ...parts,
  });
