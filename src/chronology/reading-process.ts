// The process in which one file of a chronology is read and understood: it may read no file but its own code, open no connection and start
// no program. The length of a JSON head (4 bytes), the head and the file come in on standard input; one JSON leaves on standard output.
import { laneOf } from './engine/merging/lane.ts';
import { readReturn, UnreadableFile } from './engine/reading/read.ts';
import type { ReadFile } from './engine/entry.ts';
import { mostRows, type ReadingAnswer, type ReadingAsked, withinLimits } from './reading.ts';

const mostAsideBytes = 9_000_000;

function answerTo({ name, agency, remembered, isUs, today }: ReadingAsked, bytes: Uint8Array): ReadingAnswer {
  try {
    const file = readReturn(bytes, name, { agency, remembered, ...(isUs === true ? { usDates: true } : {}) });
    if (file.rows.length > mostRows)
      return {
        why: `The file has ${file.rows.length.toLocaleString('en-GB')} rows; at most ${mostRows.toLocaleString('en-GB')} can be taken. Send it in parts to the coordinator.`,
      };
    const lane = withinLimits(laneOf(file, today));
    for (const list of [lane.notUnderstood, lane.setAside])
      if (Buffer.byteLength(JSON.stringify(list)) > mostAsideBytes)
        return {
          why: 'The file holds far more text that is no row of a chronology than can be kept. Send the table alone.',
        };
    const { tables, notes } = file;
    return { reading: { lane, tables, notes, asksUs: isUs === null && wouldSettle(file, lane, today) } };
  } catch (error) {
    if (error instanceof UnreadableFile) return { why: error.message };
    // A reader that stumbles over a file has met one that is not sound.
    return { why: 'The file is damaged, so it cannot be read.' };
  }
}

// Whether a doubtful date would be none if the month came first in the whole file.
function wouldSettle(file: ReadFile, { rows }: ReturnType<typeof laneOf>, today: string): boolean {
  if (!rows.some(({ notes }) => notes.length > 0)) return false;
  const settled = new Set(
    laneOf({ ...file, usDates: true }, today).rows.flatMap(({ notes, index }) =>
      notes.length === 0 ? [index] : [],
    ),
  );
  return rows.some(({ notes, index }) => notes.length > 0 && settled.has(index));
}

// Neither a zero byte nor half a character can be kept; what stands for them shows that something was there.
const kept = (_key: string, value: unknown) =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value;

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks);
  const end = 4 + whole.readUInt32BE(0);
  const asked = JSON.parse(whole.subarray(4, end).toString()) as ReadingAsked;
  process.stdout.write(JSON.stringify(answerTo(asked, new Uint8Array(whole.subarray(end))), kept));
}

if (import.meta.main) await main();
