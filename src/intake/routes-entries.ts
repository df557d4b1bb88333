import { perform } from '../acts/command.ts';
import { absent, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, type WorkAnswer, type WorkRequest } from '../acts/work-route.ts';
import { missingIn } from './answers.ts';
import { baseOf, writeReferral } from './commands.ts';
import { pathOf, placeFrom } from './draft-place.ts';
import { referrerFrame } from './frame.ts';
import { toTasks } from './routes-own-draft.ts';
import { type EntriesPage, entriesPage, removePage } from './pages/draft.ts';
import { entriesOf, type Filled, filledOf, nextEntry, type Section, textOf } from './question.ts';
import type { Draft } from './referral.ts';
import { capital, whenWords } from './shown.ts';

// A line of a list, and not the whole of what somebody wrote.
const mostOfName = 80;

function nameOf(section: Section, entry: Filled, otherwise: string): string {
  const [line = ''] = textOf(entry, section.repeat?.nameOf ?? '').split('\n');
  const letters = Array.from(line);
  const name = letters.length <= mostOfName ? line : `${letters.slice(0, mostOfName).join('')}…`;
  return [whenWords(section, entry), name].filter((words) => words !== '').join(': ') || otherwise;
}

/** The list of the children, people, dates or agencies that are named so far. */
export function showEntries(
  room: WorkRoom,
  request: WorkRequest,
  draft: Draft,
  section: Section,
): WorkAnswer {
  const { repeat } = section;
  if (repeat === undefined) return absent(room, request);
  const missing = missingIn(section, { today: request.today, answers: draft.answers });
  const entries = entriesOf(draft.answers, section);
  const model: EntriesPage = {
    heading: section.title,
    lead: section.lead ?? '',
    one: repeat.one,
    add: entries.length < repeat.most ? pathOf(section, nextEntry(draft.answers, section), null) : null,
    optional: repeat.least === 0,
    entries: entries.map((entry, index) => {
      const id = textOf(entry, 'id');
      const heading = `${repeat.one} ${index + 1}`;
      const changes = section.parts?.map((part) => ({ text: part.title, href: pathOf(section, id, part) }));
      return {
        name: nameOf(section, entry, capital(heading)),
        heading,
        whole: !missing.some((one) => one.entry === id),
        changes: changes ?? [{ text: 'Change', href: pathOf(section, id, null) }],
        remove: `${pathOf(section, id, null)}/remove`,
      };
    }),
  };
  const frame = referrerFrame(request, room.assets, { title: section.title, backLink: toTasks });
  return { status: 200, body: entriesPage(frame, model) };
}

/** Asks before an entry is taken out. */
export function showRemove(room: WorkRoom, request: WorkRequest, draft: Draft): WorkAnswer {
  const place = placeFrom(request.params);
  const repeat = place?.section.repeat;
  if (place === null || repeat === undefined) return absent(room, request);
  const { section, entry } = place;
  const filled = filledOf(draft.answers, section, entry);
  const back = pathOf(section, null, null);
  if (textOf(filled, 'id') === '') return { seeOther: back };
  const heading = `Remove this ${repeat.one}?`;
  const model = {
    heading,
    name: nameOf(section, filled, `this ${repeat.one}`),
    action: `${pathOf(section, entry, null)}/remove`,
    formToken: request.formToken,
    base: baseOf(filled),
    back,
  };
  const frame = referrerFrame(request, room.assets, {
    title: heading,
    backLink: { text: 'Back', href: back },
  });
  return { status: 200, body: removePage(frame, model) };
}

/** Takes an entry out. Where it was changed in another window meanwhile, it stays: the list shows it as it is now. */
export async function takeRemove(room: WorkRoom, request: WorkRequest): Promise<WorkAnswer> {
  const place = placeFrom(request.params);
  if (place === null || place.section.repeat === undefined || place.entry === null)
    return absent(room, request);
  const { section, entry } = place;
  const base = request.form.get('base') ?? '';
  await perform(room, bearerOf(request), writeReferral, { section, entry, filled: null, base });
  return { seeOther: pathOf(section, null, null) };
}
