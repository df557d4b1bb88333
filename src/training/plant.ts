import type { Bearer } from '../acts/command.ts';
import { look } from '../acts/view.ts';
import type { CurrentAgency } from '../agencies/agency.ts';
import { asOperator } from '../command-line/operator.ts';
import { sendOwnReferral } from '../intake/commands.ts';
import { agenciesToInvite, endMembership, everybody, takeBack } from '../people/commands-administration.ts';
import { connectAsOwner, type Database } from '../platform/db/connect.ts';
import { advance, caseNamed, takeReferral } from './cases.ts';
import type { TrainingFiles, TrainingPeople, TrainingReferral } from './files.ts';
import { plantGroups } from './groups.ts';
import type { MeetingRoom } from './meeting-room.ts';
import { plantMeetings } from './meetings.ts';
import type { Office } from './office.ts';
import { act, type Ground, openSessions, type Sessions } from './people.ts';
import { draftReferral, emailOf } from './referrals.ts';
import { sideBySide } from './side-by-side.ts';
import { mailGoesOut, type Progress, readProgress } from './store.ts';

/**
 * Sets up the people and cases of a training partnership, by acts of those very people. What is there already is left as it is, so one that
 * was cut short is finished; one that is finished, or that somebody else has begun to use, is not touched. Answers what was added, in words.
 */
export async function plantTraining(
  ground: Ground,
  files: TrainingFiles,
  say: (progress: string) => void,
): Promise<readonly string[]> {
  const owner = connectAsOwner(ground.server);
  const sessions = openSessions(ground);
  try {
    const before = await readProgress(owner, ground.partnership.id);
    if (isFinished(before, files) || isUsed(before, files)) return [];
    say(`${ground.partnership.name}: setting up people and cases`);
    await plantPeople(sessions, ground, files.people, before);
    await plantCases(ground, sessions, files, owner);
    await finish(ground, sessions, files.people);
    const { people, cases } = files;
    return [`${ground.partnership.name}: ${people.people.length} people and ${cases.cases.length} cases`];
  } finally {
    try {
      await sessions.end();
    } finally {
      await owner.destroy();
    }
  }
}

/** Whether something of the people and cases is left to set up: not where all of it is there, nor where somebody else has begun to use it. */
export async function isToPlant(
  { server, partnership }: Pick<Ground, 'server' | 'partnership'>,
  files: TrainingFiles,
): Promise<boolean> {
  const owner = connectAsOwner(server);
  try {
    const before = await readProgress(owner, partnership.id);
    return !isFinished(before, files) && !isUsed(before, files);
  } finally {
    await owner.destroy();
  }
}

// The last act of all is that the leaver leaves, so whoever has left tells that everything else is there.
const isFinished = ({ people }: Progress, files: TrainingFiles): boolean =>
  people.get(files.people.leaver)?.left === true;

function isUsed(progress: Progress, files: TrainingFiles): boolean {
  const known = new Set(files.people.people.map(({ email }) => email));
  const referred = new Set(files.cases.referrals.map(emailOf));
  return (
    [...progress.people.keys()].some((email) => !known.has(email)) ||
    progress.referrals.some(({ email }) => !referred.has(email))
  );
}

async function plantPeople(
  sessions: Sessions,
  ground: Ground,
  { people, operates }: TrainingPeople,
  before: Progress,
): Promise<void> {
  // The administrator comes first: they see the agencies that the others come from.
  const absent = people
    .filter(({ email }) => !before.people.has(email))
    .toSorted(
      (a, b) => Number(b.email === operates.administrator) - Number(a.email === operates.administrator),
    );
  if (absent.length === 0) return;
  await asOperator(ground.server, ground.partnership.id, async (operator) => {
    const [first, ...others] = absent;
    if (first !== undefined && first.agency === null) await sessions.invite(operator, first, null);
    const agencies = await agenciesOf(ground, sessions, operates.administrator);
    const rest = first?.agency === null ? others : absent;
    await sideBySide(rest, (person) =>
      sessions.invite(operator, person, agencies.find(({ name }) => name === person.agency)?.id ?? null),
    );
  });
}

async function agenciesOf(
  ground: Ground,
  sessions: Sessions,
  email: string,
): Promise<readonly CurrentAgency[]> {
  const looked = await look(ground, await sessions.of(email), agenciesToInvite, null);
  if (looked.outcome !== 'done') throw new Error('the agencies of the training partnership are not there');
  return looked.done;
}

async function plantCases(
  ground: Ground,
  sessions: Sessions,
  { people: { operates }, cases: files, reviews, groups, meetings }: TrainingFiles,
  owner: Database,
): Promise<void> {
  const sentBefore = await readProgress(owner, ground.partnership.id);
  const office: Office = {
    ground,
    sessions,
    files,
    reviews,
    coordinator: operates.coordinator,
    chair: operates.chair,
    agencies: await agenciesOf(ground, sessions, operates.administrator),
    people: sentBefore.people,
  };
  await plantGroups(office, await sessions.of(operates.coordinator), groups);
  const sentOf = ({ referrals }: Progress, email: string) =>
    referrals.find((one) => one.email === email) ?? null;
  const unsent = files.referrals.filter((one) => sentOf(sentBefore, emailOf(one)) === null);
  const drafts = new Map<string, Bearer>();
  await sideBySide(unsent, async (one) => {
    drafts.set(one.id, await draftReferral(ground, one, files.usual));
  });
  // They are numbered as they are sent, so that happens in their order.
  for (const { id } of unsent) {
    const bearer = drafts.get(id);
    if (bearer !== undefined) await act(ground, bearer, sendOwnReferral, null);
  }
  const sent = await readProgress(owner, ground.partnership.id);
  for (const referral of files.referrals) {
    const found = sentOf(sent, emailOf(referral));
    if (found !== null) await takeReferral(office, referral, found);
  }
  const opened = await readProgress(owner, ground.partnership.id);
  await sideBySide(files.referrals, async (referral) => {
    const already = sentOf(opened, emailOf(referral))?.case ?? null;
    const { becomes } = referral;
    if (already !== null && typeof becomes === 'object' && 'case' in becomes)
      await advance(office, caseNamed(office, becomes.case), already);
  });
  // Everybody with a seat is told of an agenda and of minutes: where mail goes out, the people who would get it do not exist.
  if (!(await mailGoesOut(owner))) await plantMeetings(await meetingRoom(office, opened), meetings);
}

// A case and a referral are known by whoever referred.
async function meetingRoom(office: Office, { referrals }: Progress): Promise<MeetingRoom> {
  const sentFor = (fits: (one: TrainingReferral) => boolean) => {
    const wanted = office.files.referrals.find(fits);
    return referrals.find(({ email }) => wanted !== undefined && email === emailOf(wanted));
  };
  return {
    office,
    by: await office.sessions.of(office.coordinator),
    referenceOf: (id) =>
      sentFor(({ becomes }) => typeof becomes === 'object' && 'case' in becomes && becomes.case === id)?.case
        ?.reference ?? '',
    referralOf: (id) => sentFor((one) => one.id === id)?.id ?? '',
  };
}

// Invitations that were lost with a start that was cut short are taken back, and the leaver leaves.
async function finish(
  ground: Ground,
  sessions: Sessions,
  { operates, leaver }: TrainingPeople,
): Promise<void> {
  const by = await sessions.of(operates.administrator);
  const looked = await look(ground, by, everybody, null);
  if (looked.outcome !== 'done') throw new Error('the people of the training partnership are not there');
  const { people, invitations } = looked.done;
  for (const { id, standing } of invitations)
    if (standing === 'waiting') await act(ground, by, takeBack, { id });
  const leaving = people.find(({ email }) => email === leaver);
  for (const { id, holds } of leaving?.roles ?? [])
    if (holds)
      await act(ground, by, endMembership, { accountId: leaving?.accountId ?? '', membershipId: id });
}
