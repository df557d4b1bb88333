import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { withoutWeekday } from '../law/day.ts';
import { codebookVersion, codeWords, schemes } from './codebook.ts';
import { codesView, setCodes } from './commands-codes.ts';
import { type CaseCodes, codesBase, type NamedCode, type SetCode, standingCodes, tickedIn } from './codes.ts';
import { codesPage, type CodesPage } from './pages/codes.ts';
import { caseParts } from './routes-place.ts';

/** The page of the codes of a case. */
export function codeRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/codes', 'code.read', 'session', open(showCodes)),
    post('/cases/:ref/codes', 'code.set', 'session', open(takeCodes), open(showCodes)),
  ];
}

async function codesOf({ room, request }: Here): Promise<CaseCodes | null> {
  const outcome = await look(room, bearerOf(request), codesView, { reference: referenceIn(request.params) });
  return outcome.outcome === 'done' ? outcome.done : null;
}

async function showCodes(here: Here): Promise<WorkAnswer | null> {
  const found = await codesOf(here);
  if (found === null) return null;
  const typed = here.request.restored ? tickedIn(here.request.form) : null;
  return codesAnswer(here, found, typed ?? standingCodes(found), null);
}

function codesAnswer(
  here: Here,
  found: CaseCodes,
  ticked: readonly NamedCode[],
  meanwhile: string | null,
): WorkAnswer {
  const { request } = here;
  const { headed } = found;
  const standing = standingCodes(found);
  const { header, frame } = caseParts(here, headed, 'codes', 'Codes');
  const maySet = may(bearerOf(request).actor, 'code.set', headed.standing) && headed.state !== 'closed';
  const isTicked = (scheme: string, code: string) =>
    ticked.some((one) => one.scheme === scheme && one.code === code);
  const form: CodesPage['form'] = {
    action: `/cases/${headed.reference}/codes`,
    formToken: request.formToken,
    formKey: formKey(request.form),
    base: request.restored ? (request.form.get('base') ?? '') : codesBase(found),
    meanwhile,
    schemes: schemes.map(({ id, title, hint, codes }) => ({
      id,
      title,
      hint,
      codes: codes.map(({ code, words: text }) => ({ code, words: text, checked: isTicked(id, code) })),
    })),
  };
  const body = codesPage(frame, {
    header,
    heading:
      standing.length === 0
        ? 'No codes are set yet'
        : `${standing.length} ${standing.length === 1 ? 'code is' : 'codes are'} set`,
    codebook: codebookVersion,
    form: maySet ? form : null,
    standing: schemes.flatMap(({ id, title }) => {
      const codes = standing.filter(({ scheme }) => scheme === id);
      return codes.length === 0
        ? []
        : [{ title, codes: codes.map((one) => ({ words: codeWords(id, one.code), said: setWords(one) })) }];
    }),
    removed: found.codes.flatMap((one) =>
      one.removed === null
        ? []
        : [
            {
              words: codeWords(one.scheme, one.code),
              said: `${setWords(one)}; taken away on ${dayWords(one.removed.at)} by ${one.removed.by}`,
            },
          ],
    ),
  });
  return { status: meanwhile === null ? 200 : 409, body };
}

const dayWords = (at: Temporal.Instant) =>
  withoutWeekday(at.toZonedDateTimeISO('Europe/London').toPlainDate());
const setWords = ({ setBy, setAt, codebook }: SetCode) =>
  `set on ${dayWords(setAt)} by ${setBy}, codebook ${codebook}`;

async function takeCodes(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const reference = referenceIn(request.params);
  const to = `/cases/${reference}/codes`;
  const wish = { reference, ticked: tickedIn(request.form), base: request.form.get('base') ?? '' };
  const outcome = await performOnce(room, bearerOf(request), setCodes, wish, sentForm(request), () => to);
  if (outcome.outcome === 'done' || outcome.outcome === 'repeated') return { seeOther: to };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  const found = await codesOf(here);
  if (found === null) return null;
  const sentence =
    outcome.refusal.refused === 'changed-elsewhere'
      ? 'Somebody else has set or taken away codes while you had this open. What is set now is listed above; what you ticked is still below.'
      : words(outcome.refusal);
  return codesAnswer(here, found, wish.ticked, sentence);
}
