import { sql } from 'kysely';
import type { Actor, Standing } from '../src/access/policy.ts';
import { perform } from '../src/acts/command.ts';
import { answer } from '../src/intake/commands.ts';
import { invitePerson } from '../src/people/commands.ts';
import { systemClock } from '../src/platform/clock/clock.ts';
import type { MarkedOffice, Staff } from './canary-office.ts';
import type { Colleague, Office } from './casework.ts';
import { beginReferral, fillInAll } from './referrer.ts';
import { visitor } from './visitor.ts';

/** Somebody from whose browser everything is asked for, and what they are to each case. */
export interface Persona {
  readonly name: string;
  readonly host: string;
  readonly partnershipId: string;
  readonly actor: Actor;
  readonly cookies: string;
  /** How they stand to a case, by its identifier; absent for none. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** For which agency they are here; empty for none. */
  readonly agency: string;
  /** The draft, or referral, whose receipt they hold. */
  readonly holds: string;
}

type Relation = Partial<Standing>;

/** People in every role and in every relation to the first two cases of `east`, and those without an account. */
export async function everybody(
  east: Staff,
  { cases, ids }: MarkedOffice,
  west: Staff,
): Promise<readonly Persona[]> {
  const { office, coordinator } = east;
  const [a, b] = cases;
  if (a === undefined || b === undefined) throw new Error('no cases');
  const hospital = ids['agencies']?.[0] ?? '';
  const [council, housing] = [
    await office.agency('Council', 'local-authority'),
    await office.agency('Housing'),
  ];
  await office.involve(coordinator, a, hospital);
  await office.involve(coordinator, a, council);
  await office.involve(coordinator, b, council);
  const personas: Persona[] = [];
  const add = async (
    name: string,
    role: string,
    agency: string | undefined,
    relations: readonly [Relation, Relation],
    known?: Colleague,
  ) => {
    const who = known ?? (await east.person(role, agency));
    for (const [index, relation] of relations.entries()) {
      const of = index === 0 ? a : b;
      if (relation.named === true) await office.name(coordinator, of, who, role);
      if (relation.excluded === true) await office.exclude(coordinator, of, who);
    }
    const standings = new Map(
      relations.map((relation, index) => [(index === 0 ? a : b).id, standingOf(relation)]),
    );
    personas.push({ ...personaOf(name, office, who, standings), agency: agency ?? '' });
    return who;
  };
  const nothing = [{}, {}] as const;
  await add('coordinator', 'coordinator', undefined, nothing, coordinator);
  await add('coordinator shut out of a case', 'coordinator', undefined, [{ excluded: true }, {}]);
  await add('chair', 'chair', undefined, nothing, east.chair);
  await add('chair shut out of a case', 'chair', undefined, [{}, { excluded: true }]);
  await add('member of an involved agency', 'member', hospital, [{ agency: true }, {}]);
  await add('member shut out, whose agency is involved', 'member', hospital, [
    { agency: true, excluded: true },
    {},
  ]);
  await add('member of an agency that is not involved', 'member', housing, nothing);
  await add('safeguarding lead with a part', 'safeguarding-lead', undefined, [{ named: true }, {}]);
  await add('safeguarding lead', 'safeguarding-lead', undefined, nothing);
  await add('notifier', 'notifier', council, [
    { agency: true, notifier: true },
    { agency: true, notifier: true },
  ]);
  await add('delegate', 'partner-delegate', council, [{ agency: true }, { agency: true }]);
  await add('reviewer', 'reviewer', undefined, [{}, { named: true }]);
  await add('scrutineer', 'scrutineer', undefined, [{ named: true }, {}]);
  await add('administrator', 'administrator', undefined, nothing);
  await add('inspector', 'inspector', undefined, nothing);
  const former = await add('reviewer whose part has ended', 'reviewer', undefined, nothing);
  await sql`insert into app.case_involvement (partnership_id, case_id, account_id, part, from_day, until_day, given_by)
    values (${office.id}, ${a.id}, ${former.accountId}, 'reviewer', ctx.today() - 9, ctx.today(), ${coordinator.accountId})`.execute(
    office.owner,
  );
  const leaver = await east.person('member', hospital);
  await office.leave(leaver);
  personas.push({ ...personaOf('leaver', office, leaver, new Map()), actor: { kind: 'anyone' } });
  personas.push(personaOf('coordinator of another partnership', west.office, west.coordinator, new Map()));
  return [...personas, ...(await outsiders(east))];
}

const standingOf = (relation: Relation): Standing => ({
  excluded: false,
  agency: false,
  named: false,
  notifier: false,
  ...relation,
});

const personaOf = (
  name: string,
  office: Office,
  who: Colleague,
  standings: Persona['standings'],
): Persona => ({
  name,
  host: office.host,
  partnershipId: office.id,
  actor: who.bearer.actor,
  cookies: `sid=${who.token}`,
  standings,
  agency: '',
  holds: '',
});

// Those without an account: who reads the public site, who has a draft, who has referred, and who was invited.
async function outsiders({ marks, office, coordinator }: Staff): Promise<readonly Persona[]> {
  const { host, id: partnershipId, world, owner } = office;
  const nobody = {
    host,
    partnershipId,
    actor: { kind: 'anyone' } as const,
    cookies: '',
    standings: new Map(),
    agency: '',
    holds: '',
  };
  const referrer = async (name: string, sends: boolean): Promise<Persona> => {
    const browser = visitor(world, host);
    await beginReferral(browser);
    const mark = marks({ kind: 'draft', partnershipId, of: '', field: 'referral.answers' });
    await fillInAll(browser, mark);
    if (sends) {
      await browser.open('/refer/check');
      await browser.send({});
    }
    const { rows } = await sql<{
      id: string;
      state: string;
    }>`select id, state from app.referral where answers::text like ${`%${mark}%`}`.execute(owner);
    const holds = rows[0]?.id ?? '';
    if (sends && rows[0]?.state !== 'sent')
      throw new Error(`a referral was not sent: ${browser.page.problems.join('; ')}`);
    marks.take(mark, {
      kind: sends ? 'referral' : 'draft',
      partnershipId,
      of: holds,
      field: 'referral.answers',
    });
    if (sends) {
      const email = `${marks({ kind: 'mail', partnershipId, of: holds, field: 'mail.to_address' })}@example.org`;
      await sql`update app.referral set answers = answers || ${JSON.stringify({ 'referrer-email': email })}::jsonb where id = ${holds}`.execute(
        owner,
      );
      const words = marks({ kind: 'outcome', partnershipId, of: holds, field: 'referral.outcome' });
      const told = await perform({ db: office.app, clock: systemClock }, coordinator.bearer, answer, {
        id: holds,
        words,
      });
      if (told.outcome !== 'done') throw new Error('no outcome');
    }
    const cookies = [...browser.cookies]
      .map(([key, value]) => `${key}=${value}`)
      .filter((one) => !one.startsWith('form='))
      .join('; ');
    const actor = { kind: 'receipt', partnershipId, referralId: holds } as const;
    return { name, host, partnershipId, actor, cookies, standings: new Map(), agency: '', holds };
  };
  const invited = await world.asOperatorOf(partnershipId, (bearer) =>
    perform({ db: world.worker, clock: systemClock }, bearer, invitePerson, {
      partnershipId,
      email: 'invited@example.org',
      role: 'coordinator',
      expiresAt: systemClock.now().add({ hours: 1 }),
    }),
  );
  const link = invited.outcome === 'done' ? invited.done.token : '';
  return [
    { ...nobody, name: 'reader of the public site' },
    await referrer('referrer with a draft', false),
    await referrer('referrer who was told the outcome', true),
    {
      ...nobody,
      name: 'holder of an invitation',
      holds: link,
      actor: { kind: 'link', partnershipId, invitationId: '' },
    },
  ];
}
