import type { IStylesOptions } from 'docx';

const font = 'Arial';
const brand = '00505C';
const quiet = '4A5858';

// Sizes in half points, distances in twentieths of a point.
const named = (id: string, name: string, run: object, paragraph: object) => ({
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  run: { font, ...run },
  paragraph,
});

const line = (color: string, size: number, space: number) =>
  ({ style: 'single', color, size, space }) as const;
const frame = line(quiet, 6, 4);

/** The look of papers in Word: the same as that of the PDF, with a typeface that every office has. */
export const wordStyles: IStylesOptions = {
  default: {
    document: {
      run: { font, size: 23, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 140, line: 288 } },
    },
    title: {
      run: { font, size: 46, bold: true, color: brand },
      paragraph: { spacing: { after: 120 }, keepNext: true },
    },
    heading1: {
      run: { font, size: 32, bold: true, color: brand },
      paragraph: { spacing: { before: 400, after: 160 }, keepNext: true },
    },
    heading2: {
      run: { font, size: 26, bold: true, color: '000000' },
      paragraph: { spacing: { before: 320, after: 140 }, keepNext: true },
    },
    heading3: {
      run: { font, size: 23, bold: true, color: '000000' },
      paragraph: { spacing: { before: 260, after: 120 }, keepNext: true },
    },
  },
  paragraphStyles: [
    named('About', 'About', { color: quiet }, { border: { bottom: line(brand, 10, 8) } }),
    named('Item', 'Item', {}, { spacing: { after: 80 } }),
    named(
      'Note',
      'Note',
      { bold: true },
      { spacing: { before: 200, after: 240 }, indent: { left: 200 }, border: { left: line(brand, 32, 10) } },
    ),
    named('Cell', 'Cell', { size: 21 }, { spacing: { after: 0, line: 260 } }),
    named('AfterTable', 'After table', { size: 12 }, { spacing: { after: 120 } }),
    named(
      'TableCaption',
      'Table caption',
      { bold: true },
      { spacing: { before: 240, after: 100 }, keepNext: true },
    ),
    named(
      'Question',
      'Question',
      { bold: true },
      { spacing: { before: 300, after: 80 }, keepNext: true, keepLines: true },
    ),
    named('Help', 'Help', { size: 21, color: quiet }, { spacing: { after: 120 }, keepNext: true }),
    named(
      'Room',
      'Room to write',
      {},
      {
        keepLines: true,
        spacing: { after: 240, line: 420 },
        border: { top: frame, bottom: frame, left: frame, right: frame },
      },
    ),
    named('Box', 'Box to tick', {}, { spacing: { after: 60 }, keepLines: true }),
    named(
      'BoxHelp',
      'Help for a box',
      { size: 21, color: quiet },
      { spacing: { after: 100 }, indent: { left: 330 } },
    ),
    named('Marking', 'Marking', { bold: true, size: 19, color: brand }, { alignment: 'center' }),
    named(
      'PaperFooter',
      'Paper footer',
      { size: 18, color: quiet },
      { spacing: { after: 0 }, border: { top: line('C9D2D0', 4, 6) } },
    ),
  ],
};
