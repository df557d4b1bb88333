import type { Bearer } from '../acts/command.ts';
import { conventionsOf } from '../cases/clocks.ts';
import { formOf } from '../intake/answers.ts';
import { filledOf } from '../intake/question.ts';
import { openLink } from '../people/store-link.ts';
import { readActor } from '../people/store.ts';
import { newToken } from '../platform/clock/clock.ts';
import { baseOfPage, ownSummary, sendOwn, writePage } from '../rapid-review/commands-answering.ts';
import { ask, chase, showSummaryLink, summaries } from '../rapid-review/commands-summaries.ts';
import type { ReviewFacts } from '../rapid-review/review.ts';
import { summarySections } from '../rapid-review/summary-questions.ts';
import { readPage } from '../requests/paged-answer.ts';
import { agencyNamed, formFrom, type Office, seen } from './office.ts';
import { act } from './people.ts';
import type { TrainingSummary } from './reviews-file.ts';

/**
 * Asks agencies for their summaries, and lets those answer that do, through the link and the code that the coordinator passes on. Where mail
 * goes out from here nobody is asked: the people who would get it do not exist.
 */
export async function askAgencies(
  office: Office,
  wanted: readonly TrainingSummary[],
  facts: ReviewFacts,
): Promise<void> {
  const { ground, sessions, coordinator } = office;
  const by = await sessions.of(coordinator);
  const { reference } = facts.headed;
  const before = await seen(office, by, summaries, { reference });
  if (before.goesOut) return;
  const { calendar } = conventionsOf(ground.partnership.settings);
  for (const one of wanted) {
    const agency = agencyNamed(facts, one.agency);
    const already = before.summaries.find(({ agencyId }) => agencyId === agency);
    if (already !== undefined && already.state !== 'asked') continue;
    const { person, email, about, workingDays } = one;
    const sent = formFrom({ agency, person, email, about, days: String(workingDays) });
    const id = already?.id ?? (await act(ground, by, ask, { reference, sent, calendar })).id;
    for (const { whom, words } of one.escalated.slice(already?.steps.length ?? 0))
      await act(ground, by, chase, { reference, id, step: 'escalate', sent: formFrom({ whom, words }) });
    if (one.answers !== undefined || one.nil !== undefined)
      await answer(office, one, await act(ground, by, showSummaryLink, { reference, id }));
  }
}

// Whoever writes the summary opens the link with its code, fills in page after page, and sends it.
async function answer(
  office: Office,
  { answers, nil, agency }: TrainingSummary,
  { token: link, code }: { readonly token: string; readonly code: string },
): Promise<void> {
  const { ground } = office;
  const { db, partnership } = ground;
  const token = newToken(48);
  const opened = await openLink(db, link, { code, token });
  const actor = typeof opened === 'string' ? null : await readActor(db, token);
  if (actor === null) throw new Error(`the link of ${agency} could not be opened`);
  const bearer: Bearer = { token, actor, trail: partnership.id };
  if (answers !== undefined) {
    const own = await seen(office, bearer, ownSummary, null);
    for (const section of summarySections) {
      const form = formOf(section, answers);
      const { filled, problems } = readPage(section, form, ground.clock.today());
      const [problem] = problems;
      if (problem !== undefined)
        throw new Error(`the training data does not fit: ${agency}: ${problem.text}`);
      const base = baseOfPage(filledOf(own.answers, section, null));
      await act(ground, bearer, writePage, { section, filled, base });
    }
  }
  await act(ground, bearer, sendOwn, { nil: nil ?? null });
}
