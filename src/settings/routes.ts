import { may } from '../access/policy.ts';
import { look } from '../acts/view.ts';
import type { Verb } from '../acts/verbs.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { workspaceFrame } from '../people/frame.ts';
import { settings } from './commands.ts';
import { settingsPage } from './pages/settings.ts';

const lines: readonly {
  /** Null for what everybody may read. */
  readonly verb: Verb | null;
  readonly href: string;
  readonly text: string;
  readonly words: string;
}[] = [
  {
    verb: 'group.list',
    href: '/settings/groups',
    text: 'Groups',
    words: 'Names, seats and who has them, chair, quorum, terms of reference, and who watches action plans.',
  },
  {
    verb: 'holiday.list',
    href: '/settings/bank-holidays',
    text: 'Bank holidays',
    words: 'Days that were proclaimed or moved, by which every date is counted.',
  },
  {
    verb: 'ladder.list',
    href: '/settings/reminders',
    text: 'Reminders',
    words: 'Before, on and after which last day who is reminded, and who is told of what is late.',
  },
  {
    verb: 'wording.read',
    href: '/mail/words',
    text: 'Words of mails',
    words: 'What is written in the mails that go out.',
  },
  {
    verb: 'agency.list',
    href: '/agencies',
    text: 'Agencies',
    words: 'The bodies from which people come, with their days.',
  },
  {
    verb: 'person.list',
    href: '/people',
    text: 'People',
    words: 'Who is here, in which roles, and who is invited.',
  },
  {
    verb: 'attestation.list',
    href: '/attestations',
    text: 'Who still needs access',
    words: 'The monthly confirmation of each agency’s people: who confirmed it when, and who is late.',
  },
  {
    verb: null,
    href: '/rules',
    text: 'The time limits we work to',
    words:
      'Every rule of the law by which days are counted, with its source. It is held as data, and not set here.',
  },
];

/** The ledger of the page from which everything that can be set is reached: each line for whoever may see it. */
export function settingsRoutes(room: WorkRoom): readonly WorkRoute[] {
  return [page('/settings', 'settings.read', 'session', answering(room)(showSettings))];
}

async function showSettings({ room, request }: Here): Promise<WorkAnswer | null> {
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, settings, null);
  if (outcome.outcome !== 'done') return null;
  const heading = 'What can be set here';
  const shown = lines.filter(({ verb }) => verb === null || may(bearer.actor, verb));
  const frame = workspaceFrame(request, room.assets, { title: heading, section: 'settings' });
  const body = settingsPage(frame, { heading, lines: shown.map(({ verb: _verb, ...line }) => line) });
  return { status: 200, body };
}
