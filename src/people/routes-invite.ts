import { may } from '../access/policy.ts';
import { perform } from '../acts/command.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { bearerOf, isId, type WorkAnswer } from '../acts/work-route.ts';
import { agenciesToInvite, inviteMember, takeBack } from './commands-administration.ts';
import { emailAddress, type Role, roleHint, roleNamed, roles, roleWords } from './invitation.ts';
import { type InvitePage, invitePage } from './pages/invite.ts';
import { frameOf, givenOnce, type Here, otherwise } from './routes-answers.ts';

const noProblems: InvitePage['problems'] = { email: null, role: null, agency: null };

/** The form that invites somebody. */
export async function showInvite(here: Here): Promise<WorkAnswer | null> {
  if (!may(bearerOf(here.request).actor, 'person.invite')) return null;
  return inviteAnswer(here, '', noProblems, null);
}

/** The same with what was typed into it. */
export async function inviteAgain(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  if (!may(bearerOf(request).actor, 'person.invite')) return null;
  return inviteAnswer(here, (request.form.get('email') ?? '').slice(0, 400), noProblems, null);
}

async function inviteAnswer(
  here: Here,
  email: string,
  problems: InvitePage['problems'],
  instead: InvitePage['instead'],
): Promise<WorkAnswer | null> {
  const { form, formToken } = here.request;
  const agencies = await look(here.room, bearerOf(here.request), agenciesToInvite, null);
  if (agencies.outcome !== 'done') return null;
  const errors = Object.entries(problems).flatMap(([field, text]) =>
    text === null ? [] : [{ text, href: `#${field}` }],
  );
  const chosen = roleNamed(form.get('role'));
  const body = invitePage(frameOf(here, 'Invite somebody', errors), {
    formToken,
    formKey: formKey(form),
    email,
    roles: roles.map((role) => ({
      value: role,
      words: roleWords(role),
      hint: roleHint(role),
      chosen: role === chosen,
    })),
    agencies: agencies.done.map(({ id, name }) => ({ id, name, chosen: id === form.get('agency') })),
    problems,
    instead,
  });
  return { status: errors.length === 0 ? 200 : 400, body };
}

/** Invites somebody: link and code, or what is wrong beside its field. */
export async function takeInvite(here: Here): Promise<WorkAnswer | null> {
  const { request } = here;
  const { form } = request;
  const bearer = bearerOf(request);
  if (!may(bearer.actor, 'person.invite')) return null;
  const typed = (form.get('email') ?? '').slice(0, 400);
  const email = emailAddress(typed);
  const role = roleNamed(form.get('role'));
  if (email === null || role === null)
    return inviteAnswer(
      here,
      typed,
      {
        email: email === null ? emailTrouble(typed) : null,
        role: role === null ? 'Choose what they are invited as' : null,
        agency: null,
      },
      null,
    );
  return sendInvitation(here, email, role);
}

async function sendInvitation(here: Here, email: string, role: Role): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  // Two acts with an entry each. If the second is refused, the old invitation is gone all the same: it was the wrong one.
  const insteadOf = request.form.get('instead-of') ?? '';
  const given = request.form.get('agency') ?? '';
  if (isId(insteadOf)) await perform(room, bearer, takeBack, { id: insteadOf });
  // What is no identifier is no agency either, and the decision says so.
  const agencyId = given === '' ? null : given;
  const wish = { partnershipId: request.partnership.id, email, role, agencyId };
  const outcome = await performOnce(
    room,
    bearer,
    inviteMember,
    wish,
    sentForm(request),
    ({ id }) => `/people/invitations/${id}`,
  );
  if (outcome.outcome === 'done')
    return givenOnce(here, outcome.done, `${email} is invited as ${outcome.done.as}`, false);
  if (outcome.outcome !== 'refused') return otherwise(here, outcome, '/people/invite');
  const { refused, parameters } = outcome.refusal;
  if (refused === 'agency-missing' || refused === 'agency-unfit' || refused === 'agency-not-here')
    return inviteAnswer(here, email, { ...noProblems, agency: words(outcome.refusal) }, null);
  if (refused !== 'already-member' && refused !== 'already-invited')
    return otherwise(here, outcome, '/people/invite');
  const { invitation, role: as = '' } = parameters;
  const instead = invitation === undefined ? null : { id: invitation, as };
  return inviteAnswer(here, email, { ...noProblems, email: words(outcome.refusal) }, instead);
}

function emailTrouble(typed: string): string {
  return typed.trim() === '' ? 'Enter an e-mail address' : 'Enter one e-mail address, like name@example.org';
}
