import type { Bearer } from '../acts/command.ts';
import { validate } from '../intake/answers.ts';
import { type ChecklistItem, itemNamed, sectionOf } from '../rapid-review/checklist.ts';
import { agencyOptions, rapidReview, setScript, writeEntry, writeItem } from '../rapid-review/commands.ts';
import { readEntry } from '../rapid-review/entries.ts';
import type { ReviewFacts } from '../rapid-review/review.ts';
import { dayBoxes, dayOf } from './days.ts';
import { agencyNamed, formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import type { TrainingRapidReview } from './reviews-file.ts';
import { askAgencies } from './summaries.ts';

/** The rapid review of a case as the coordinator sees it. */
export async function reviewOf(
  office: Office,
  reference: string,
): Promise<{ readonly by: Bearer; readonly facts: ReviewFacts }> {
  const by = await office.sessions.of(office.coordinator);
  return { by, facts: await seen(office, by, rapidReview, { reference }) };
}

/** Sets the day script, keeps the records one by one, and asks the agencies, as far as that was not done. The notification has opened the review. */
export async function gather(office: Office, wanted: TrainingRapidReview, reference: string): Promise<void> {
  const { by, facts } = await reviewOf(office, reference);
  const { script } = wanted;
  if (script !== undefined && facts.script === null)
    await act(office.ground, by, setScript, { reference, ...script });
  const done = new Map<string, number>();
  for (const { kind } of facts.entries) done.set(kind, (done.get(kind) ?? 0) + 1);
  for (const entry of wanted.entries) {
    const there = done.get(entry.kind) ?? 0;
    if (there > 0) done.set(entry.kind, there - 1);
    else await keep(office, by, facts, entry);
  }
  if (wanted.summaries.length > 0) await askAgencies(office, wanted.summaries, facts);
}

async function keep(
  { ground }: Office,
  by: Bearer,
  facts: ReviewFacts,
  { kind, agency, day, answers }: TrainingRapidReview['entries'][number],
): Promise<void> {
  const today = ground.clock.today();
  const form = formFrom({
    ...answers,
    ...(agency === undefined ? {} : { agency: agencyNamed(facts, agency) }),
    ...(day === undefined ? {} : dayBoxes('day', dayOf(today, day))),
  });
  const { given, problems } = readEntry(kind, agencyOptions(facts), form, today);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`the training data does not fit: ${kind}: ${problem.text}`);
  const wish = { given, replaces: null, isRemoved: false };
  await act(ground, by, writeEntry, { reference: facts.headed.reference, wish });
}

/** Writes the items of the content that nobody has written. */
export async function write(office: Office, wanted: TrainingRapidReview, reference: string): Promise<void> {
  if (wanted.items.length === 0) return;
  const { by, facts } = await reviewOf(office, reference);
  const today = office.ground.clock.today();
  for (const { item: id, owner, state, reason, answers } of wanted.items) {
    if (facts.items.has(id)) continue;
    const item = itemOf(id);
    const { filled, problems } = validate(sectionOf(item), formFrom(answers), { today, answers: {} });
    const wrong = problems.find(({ kind }) => kind === 'wrong' || state === 'done');
    if (wrong !== undefined) throw new Error(`the training data does not fit: ${id}: ${wrong.text}`);
    const wish = { item, owner, state, reason, answers: filled, seen: 0 };
    await act(office.ground, by, writeItem, { reference, wish });
  }
}

function itemOf(id: string): ChecklistItem {
  const found = itemNamed(id);
  if (found === null) throw new Error(`there is no item "${id}"`);
  return found;
}
