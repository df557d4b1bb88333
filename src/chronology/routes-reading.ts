import { answerOfChild } from '../platform/documents/answering-child.ts';
import { turnsFor } from '../platform/http/turns.ts';
import type { ReadingAnswer, ReadingAsked } from './reading.ts';

const program = {
  entry: new URL('./reading-process.ts', import.meta.url),
  folder: new URL('./', import.meta.url),
  milliseconds: 30_000,
  answerBytes: 64 * 1024 * 1024,
};
// Each takes half a gigabyte at most, so a few are read at once and the others wait.
const atOnce = turnsFor(2, 20);

const stopped =
  'Reading the file took longer, or more memory, than a chronology should need. Save the table in a file of its own and send that.';

/**
 * Reads one file of a chronology in a process of its own, within thirty seconds and 512 MB of heap. Nothing in the file makes it throw.
 */
export async function readInChild(asked: ReadingAsked, bytes: Uint8Array): Promise<ReadingAnswer> {
  if (bytes.length === 0) return { why: 'The file is empty.' };
  const leave = await atOnce.take(1);
  if (leave === null) return { why: 'Many files are being read at the moment. Try again in a minute.' };
  try {
    const said = await answerOfChild(program, asked, bytes);
    return said === null ? { why: stopped } : answerIn(said);
  } finally {
    leave();
  }
}

// A hostile file may have taken the child over: what it says is kept as data and shown as text, and its shape is looked at here.
function answerIn(text: string): ReadingAnswer {
  try {
    const said = JSON.parse(text) as ReadingAnswer;
    if ('why' in said) return { why: String(said.why).slice(0, 1_000) };
    const { lane, tables, notes, asksUs } = said.reading;
    const lists = [lane.rows, lane.notUnderstood, lane.setAside, tables, notes];
    if (!lists.every(Array.isArray) || typeof asksUs !== 'boolean') return { why: stopped };
    return said;
  } catch {
    return { why: stopped };
  }
}
