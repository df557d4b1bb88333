import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { refuse, type Refusal, words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, nobodysId, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, isId, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { withoutWeekday } from '../law/day.ts';
import { workspaceFrame } from '../people/frame.ts';
import { roleWords } from '../people/invitation.ts';
import { london } from '../platform/clock/clock.ts';
import type { Link, PageError } from '../platform/pages/frame.ts';
import { type AttestationLine, lateOn, lineState, monthOf, ownedWords, readSaid } from './attestation.ts';
import { attestations, confirm, confirming, type Confirming } from './commands.ts';
import { confirmPage, listPage } from './pages/attestation.ts';

/** The ledger of confirming, month by month, who still needs access. `own` in an address stands for the partnership's own people. */
export function attestationRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const show = open((here) => confirmAnswer(here, {}, null));
  return [
    page('/attestations', 'attestation.list', 'session', open(showList)),
    page('/attestations/:id', 'attestation.give', 'session', show),
    post('/attestations/:id', 'attestation.give', 'session', open(takeConfirm), show),
  ];
}

const ownPeople = 'own';

const agencyIn = ({ params }: Here['request']): string | null => {
  const given = params['id'] ?? '';
  if (given === ownPeople) return null;
  return isId(given) ? given : nobodysId;
};

const dayIn = (at: Temporal.Instant) => at.toZonedDateTimeISO(london).toPlainDate();

const monthWords = (month: Temporal.PlainDate) =>
  month.toLocaleString('en-GB', { month: 'long', year: 'numeric' });

const nameOf = ({ agency }: Pick<AttestationLine, 'agency'>) => agency ?? 'The partnership’s own people';

function frameOf(here: Here, title: string, errors: readonly PageError[] = [], backLink?: Link) {
  const back = backLink === undefined ? {} : { backLink };
  return workspaceFrame(here.request, here.room.assets, { title, section: 'attestations', errors, ...back });
}

async function showList(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const { today } = request;
  const outcome = await look(room, bearerOf(request), attestations, { today });
  if (outcome.outcome !== 'done') return null;
  const lines = outcome.done;
  const late = lateOn(monthOf(today), request.partnership.settings.calendar);
  const open = lines.filter(({ attestedAt }) => attestedAt === null).length;
  const heading =
    lines.length === 0
      ? 'You confirm nobody’s access'
      : open === 0
        ? 'Everybody’s access is confirmed this month'
        : `${open} of ${lines.length} still to be confirmed this month`;
  const body = listPage(frameOf(here, heading), {
    heading,
    month: monthWords(today),
    rows: lines.map((line) => ({
      name: nameOf(line),
      href: line.isOwn ? `/attestations/${line.agencyId ?? ownPeople}` : null,
      people: line.people,
      state: lineState(line, late, today),
      by:
        line.attestedAt === null
          ? ''
          : `${line.attestedBy ?? 'somebody'}, ${withoutWeekday(dayIn(line.attestedAt))}`,
      before: line.attestedBefore === null ? 'Never before' : monthWords(line.attestedBefore),
    })),
  });
  return { status: 200, body };
}

const ownAccount = ({ request }: Here): string => {
  const { actor } = bearerOf(request);
  return actor.kind === 'member' ? actor.accountId : '';
};

async function confirmAnswer(
  here: Here,
  problems: Readonly<Record<string, string>>,
  refusal: Refusal | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { agencyId: agencyIn(request), today: request.today };
  const outcome = await look(room, bearerOf(request), confirming, wish);
  if (outcome.outcome !== 'done') return null;
  const errors = [
    ...Object.entries(problems).map(([id, text]) => ({ text, href: `#access-${id}` })),
    ...(refusal === null ? [] : [{ text: words(refusal), href: null }]),
  ];
  const heading = `${nameOf(outcome.done.line)}: who still needs access?`;
  const frame = frameOf(here, 'Who still needs access', errors, { text: 'Access', href: '/attestations' });
  const body = confirmPage(frame, presentConfirm(here, outcome.done, problems, heading));
  return { status: refusal !== null ? 409 : errors.length > 0 ? 400 : 200, body };
}

const begun = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function presentConfirm(
  here: Here,
  { line, people }: Confirming,
  problems: Readonly<Record<string, string>>,
  heading: string,
) {
  const { request } = here;
  const { form, today } = request;
  const { attestedAt } = line;
  return {
    heading,
    month: monthWords(today),
    confirmed:
      attestedAt === null
        ? null
        : `Confirmed by ${line.attestedBy ?? 'somebody'} on ${withoutWeekday(dayIn(attestedAt))}. The next time is in ${monthWords(monthOf(today).add({ months: 1 }))}.`,
    people: people.map((person) => {
      const { accountId, name, roles, seenOn } = person;
      const own = accountId === ownAccount(here);
      return {
        id: accountId,
        name,
        roles: begun(roles.map(roleWords).join(', ')),
        seen: seenOn === null ? 'Has never signed in' : `Signed in last on ${withoutWeekday(seenOn)}`,
        owns: ownedWords(person),
        own,
        choice: own ? 'keep' : (form.get(`access-${accountId}`) ?? ''),
        heir: form.get(`heir-${accountId}`) ?? '',
        heirs: people
          .filter((one) => one.accountId !== accountId)
          .map((one) => ({ value: one.accountId, text: one.name })),
        problem: problems[accountId] ?? null,
      };
    }),
    form:
      attestedAt === null
        ? {
            action: `/attestations/${line.agencyId ?? ownPeople}`,
            formToken: request.formToken,
            formKey: formKey(form),
          }
        : null,
    cancel: '/attestations',
  };
}

async function takeConfirm(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const wish = { agencyId: agencyIn(request), today: request.today };
  const seen = await look(room, bearerOf(request), confirming, wish);
  if (seen.outcome !== 'done') return null;
  const { said, problems } = readSaid(request.form, seen.done.people);
  if (said === null) return confirmAnswer(here, problems, null);
  // Everybody whom the form showed is in it: somebody who was added since is not decided on without being seen.
  const shown = new Set(request.form.getAll('person'));
  const same = shown.size === said.length && said.every(({ account }) => shown.has(account));
  if (!same) return confirmAnswer(here, {}, refuse('attestation-moved'));
  const to = '/attestations';
  const full = { ...wish, said };
  const outcome = await performOnce(room, bearerOf(request), confirm, full, sentForm(request), () => to);
  if (outcome.outcome === 'done') return { seeOther: to };
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return hidden(here);
  return confirmAnswer(here, {}, outcome.refusal);
}
