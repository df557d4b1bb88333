import type { Bearer } from '../acts/command.ts';
import { formOf, validate } from '../intake/answers.ts';
import { baseOf, writeReferral } from '../intake/commands.ts';
import { type Answer, type Answers, type Filled, type Section, sectionsFor } from '../intake/question.ts';
import { sections } from '../intake/questions.ts';
import { beginReferral } from '../intake/store.ts';
import { readActor } from '../people/store.ts';
import { newToken } from '../platform/clock/clock.ts';
import type { GivenAnswers, TrainingCases, TrainingReferral } from './files.ts';
import { act, type Ground } from './people.ts';

/** The address by which a referral of the training data is known again: each has another. */
export function emailOf({ answers }: TrainingReferral): string {
  const email = answers['referrer-email'];
  if (typeof email !== 'string') throw new Error('a referral of the training data has no address');
  return email;
}

/** Refers as anybody does: begins a draft and fills in page after page with its receipt, by which it can be sent. */
export async function draftReferral(
  ground: Ground,
  referral: TrainingReferral,
  usual: TrainingCases['usual'],
): Promise<Bearer> {
  const { db, partnership } = ground;
  const token = newToken();
  // Beginnings are counted by the address they come from; these come from nowhere.
  const address = `training ${referral.id}`;
  const begun = await beginReferral(db, { partnershipId: partnership.id, address, token });
  const actor = begun === 'done' ? await readActor(db, token) : null;
  if (actor === null) throw new Error('a referral of the training data could not be begun');
  const bearer = { token, actor, trail: partnership.id };
  const today = ground.clock.today();
  const given = { ...usual, ...referral.answers };
  let answers: Answers = {};
  // What is asked depends on what was answered before.
  for (const section of sections)
    for (const [entry, filled] of sectionsFor([section], answers).flatMap((one) =>
      pagesOf(one, given, today),
    ))
      answers = await write(ground, bearer, { section, entry, filled, answers });
  return bearer;
}

interface Page {
  readonly section: Section;
  readonly entry: string | null;
  readonly filled: Filled;
  readonly answers: Answers;
}

// The page goes through the form's own checks, so that nothing is sent that a form would not take.
function write(ground: Ground, bearer: Bearer, { section, entry, filled, answers }: Page): Promise<Answers> {
  const form = formOf(section, filled);
  const checked = validate(section, form, { today: ground.clock.today(), answers });
  const [problem] = checked.problems;
  if (problem !== undefined)
    throw new Error(`the training data does not fit: ${section.id}: ${problem.text}`);
  return act(ground, bearer, writeReferral, { section, entry, filled: checked.filled, base: baseOf({}) });
}

type Given = GivenAnswers[string] | undefined;

function pagesOf(
  section: Section,
  given: GivenAnswers,
  today: Temporal.PlainDate,
): readonly (readonly [entry: string | null, filled: Filled])[] {
  if (section.repeat === undefined) return [[null, filledFrom(section, given, today)]];
  const entries = given[section.id];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry, index) =>
    typeof entry === 'string' ? [] : [[String(index + 1), filledFrom(section, entry, today)] as const],
  );
}

const filledFrom = (
  { questions }: Section,
  given: Readonly<Record<string, Given>>,
  today: Temporal.PlainDate,
): Filled =>
  Object.fromEntries(
    questions.flatMap(({ id }) => {
      const answer = answerFrom(given[id], today);
      return answer === null ? [] : [[id, answer] as const];
    }),
  );

function answerFrom(given: Given, today: Temporal.PlainDate): Answer | null {
  if (given === undefined) return null;
  if (typeof given === 'string') return given;
  if (!Array.isArray(given))
    return 'daysAgo' in given ? today.subtract({ days: given.daysAgo }).toString() : null;
  return given.filter((one) => typeof one === 'string');
}
