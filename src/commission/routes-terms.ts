import { performOnce, sentForm } from '../acts/once.ts';
import { paperAnswer } from '../acts/paper-answer.ts';
import type { Refusal } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { answering, type Here, hidden, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { formOf as formFrom } from '../intake/answers.ts';
import { dayIn, type Section, textOf } from '../intake/question.ts';
import { type Day, withoutWeekday } from '../law/day.ts';
import { date, line, long, read, section } from '../review/form-parts.ts';
import { kindInSentence } from '../review/words.ts';
import { approveTerms, saveTerms, termsGround } from './commands.ts';
import type { Ground } from './ground.ts';
import type { Block } from './pages/record.ts';
import { answerOf, type Asked, baseOf, block, formOf, mayDo, pageAnswer, wantedIn } from './routes-here.ts';
import {
  answersFor,
  firstTerms,
  isLightKind,
  missingTerms,
  readTerms,
  type SavedTerms,
  standing,
  type TermsContent,
  termsSection,
  termsShown,
  versionOf,
} from './terms.ts';
import { termsPaper } from './terms-paper.ts';

/** The ledger of the terms of reference: what holds, writing them, their approval, and each version as a paper. */
export function termsRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  const base = '/cases/:ref/reviews/:review/terms';
  return [
    page(base, 'review.read', 'session', open(showTerms)),
    page(`${base}/write`, 'review-terms.write', 'session', open(showWrite)),
    post(`${base}/write`, 'review-terms.write', 'session', open(takeWrite), open(showWrite)),
    post(`${base}/approve`, 'review-terms.approve', 'session', open(takeApproval), open(showTerms)),
    page(`${base}/:number/:as`, 'review.read', 'session', open(takePaper)),
  ];
}

type Facts = Ground & { readonly whom: number };

async function factsIn(here: Here): Promise<Facts | null> {
  const outcome = await look(here.room, bearerOf(here.request), termsGround, wantedIn(here));
  return outcome.outcome === 'done' ? outcome.done : null;
}

const lastNumber = (terms: readonly SavedTerms[]) => Math.max(0, ...terms.map(({ number }) => number));

const approvalSection = (isAmendment: boolean): Section =>
  section('approve', [
    line(
      'by',
      'Who approved them',
      'Who approved them',
      'Enter who approved them',
      'Name and capacity: the chair of the group, or the safeguarding partners.',
    ),
    date('on', 'On which day?', 'The day of approval'),
    ...(isAmendment
      ? [
          long(
            'why',
            'What is amended, and why?',
            'The reason',
            'Say what is amended, and why',
            undefined,
            2_000,
          ),
        ]
      : []),
  ]);

function versionBlock(here: Here, facts: Facts, one: SavedTerms, heading: string): Block {
  const at = `${baseOf(wantedIn(here))}/terms/${one.number}`;
  return block('terms', heading, {
    lead:
      one.approvedOn === null
        ? `Last saved by ${one.savedBy}. Nobody has approved it.`
        : `Version ${versionOf(facts.terms, one)}, approved by ${one.approvedBy} on ${withoutWeekday(one.approvedOn)}.${one.why === '' ? '' : ` ${one.why}`}`,
    groups: termsShown(one.content),
    links: [
      { text: 'As PDF', href: `${at}/pdf` },
      { text: 'As a Word document', href: `${at}/word` },
    ],
  });
}

function historyBlock(here: Here, { terms }: Facts): readonly Block[] {
  const approved = terms.filter(({ approvedOn }) => approvedOn !== null);
  if (approved.length < 2) return [];
  return [
    block('history', 'Versions', {
      rows: approved.map((one) => ({
        name: `Version ${versionOf(terms, one)}`,
        href: `${baseOf(wantedIn(here))}/terms/${one.number}/pdf`,
        state: null,
        words: `${withoutWeekday(one.approvedOn as Day)}, ${one.approvedBy}${one.why === '' ? '' : `: ${one.why}`}`,
      })),
    }),
  ];
}

async function showTerms(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsIn(here);
  const { form } = here.request;
  return facts === null
    ? null
    : termsAnswer(here, facts, here.request.restored ? form : new URLSearchParams(), null);
}

function termsAnswer(
  here: Here,
  facts: Facts,
  form: URLSearchParams,
  asked: Asked | null,
  refusal: Refusal | null = null,
): WorkAnswer {
  const { headed, terms, review } = facts;
  const { inForce, draft } = standing(terms);
  const base = `${baseOf(wantedIn(here))}/terms`;
  const isOpen = headed.state !== 'closed';
  const writes = mayDo(here, 'review-terms.write', headed) && isOpen;
  const approves = mayDo(here, 'review-terms.approve', headed) && isOpen;
  const missing = draft === null ? [] : missingTerms(draft.content);
  const light = isLightKind(review) && terms.length === 0;
  const heading =
    inForce === null
      ? draft === null
        ? 'There are no terms of reference yet'
        : 'The terms of reference are a draft'
      : draft === null
        ? `Terms of reference: version ${versionOf(terms, inForce)} holds`
        : 'An amendment of the terms of reference is being written';
  const approvable = approves && draft !== null && missing.length === 0;
  return pageAnswer(
    here,
    headed,
    {
      heading,
      lead: [
        ...(light && writes
          ? [
              'No law sets a form for a learning review like this one. What it usually needs is filled in for you: change what is not right, and it is set up.',
            ]
          : []),
        ...(missing.length > 0 ? [`Before it can be approved: ${missing.join('; ')}.`] : []),
      ],
      todo:
        writes && !approvable
          ? {
              text: terms.length === 0 ? 'Set it up' : draft === null ? 'Amend them' : 'Go on writing',
              href: `${base}/write`,
            }
          : null,
      blocks: [
        ...(draft === null ? [] : [versionBlock(here, facts, draft, 'The draft')]),
        ...(inForce === null
          ? []
          : [{ ...versionBlock(here, facts, inForce, 'What holds'), id: 'in-force' }]),
        ...historyBlock(here, facts),
        ...(approvable
          ? [block('more', 'Change the draft', { links: [{ text: 'Go on writing', href: `${base}/write` }] })]
          : []),
      ],
      forms: approvable
        ? [
            formOf(here, asked ?? { section: approvalSection(inForce !== null), form, problems: [] }, {
              heading: 'Approved?',
              action: `${base}/approve`,
              button: 'Record the approval',
              hidden: [{ name: 'from', value: String(lastNumber(terms)) }],
            }),
          ]
        : [],
    },
    { asked, refusal },
  );
}

const numberIn = (form: URLSearchParams) =>
  /^\d{1,6}$/.test(form.get('from') ?? '') ? Number(form.get('from')) : -1;

async function takeApproval(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsIn(here);
  if (facts === null || !mayDo(here, 'review-terms.approve', facts.headed)) return hidden(here);
  const { request, room } = here;
  const asks = approvalSection(standing(facts.terms).inForce !== null);
  const { given, problems } = read(asks, request.form, (filled) => {
    const on = dayIn(filled, 'on');
    return on === null ? null : { by: textOf(filled, 'by'), on, why: textOf(filled, 'why') };
  });
  if (given === null)
    return termsAnswer(here, facts, request.form, { section: asks, form: request.form, problems });
  const to = `${baseOf(wantedIn(here))}/terms`;
  const wanted = { ...wantedIn(here), from: numberIn(request.form), approval: given };
  const outcome = await performOnce(
    room,
    bearerOf(request),
    approveTerms,
    wanted,
    sentForm(request),
    () => to,
  );
  return answerOf(
    here,
    outcome,
    () => to,
    async (refusal) => {
      const now = await factsIn(here);
      return now === null ? null : termsAnswer(here, now, request.form, null, refusal);
    },
  );
}

// What the form begins from: the draft, else what holds, else what is usual.
function beginning(facts: Facts): TermsContent {
  const { inForce, draft } = standing(facts.terms);
  const from = draft ?? inForce;
  if (from !== null)
    return { ...from.content, agencies: facts.involved, answers: answersFor(from.content, facts.involved) };
  const decided = facts.days.find(({ kind }) => kind === 'decided')?.day ?? facts.review.decisionDay;
  return firstTerms(isLightKind(facts.review), facts.involved, decided, [facts.headed.pseudonym]);
}

async function writingIn(here: Here): Promise<Facts | null> {
  const facts = await factsIn(here);
  return facts === null || !mayDo(here, 'review-terms.write', facts.headed) ? null : facts;
}

async function showWrite(here: Here): Promise<WorkAnswer | null> {
  const facts = await writingIn(here);
  if (facts === null) return null;
  const { light, agencies, answers } = beginning(facts);
  const asks = termsSection(light, agencies);
  const form = here.request.restored ? here.request.form : formFrom(asks, answers);
  return writeAnswer(here, facts, { section: asks, form, problems: [] }, lastNumber(facts.terms));
}

function writeAnswer(
  here: Here,
  facts: Facts,
  asked: Asked,
  from: number,
  refusal: Refusal | null = null,
): WorkAnswer {
  const base = `${baseOf(wantedIn(here))}/terms`;
  const isLight = isLightKind(facts.review);
  const { draft } = standing(facts.terms);
  return pageAnswer(
    here,
    facts.headed,
    {
      heading: isLight ? 'Set up the learning review' : 'Write the terms of reference',
      lead: [
        'It is a draft until somebody approves it: what is still missing can come later. What was approved before stays as it was, with its digest.',
        ...(facts.involved.length === 0
          ? ['No agency is involved in the case yet. Involve them first, under “Agencies”.']
          : []),
      ],
      blocks:
        refusal === null || draft === null
          ? []
          : [
              {
                ...versionBlock(here, facts, draft, 'Saved by somebody else meanwhile'),
                lead: 'Saving again puts what is typed here in its place; theirs stays on record.',
              },
            ],
      forms: [
        formOf(here, asked, {
          heading: isLight ? 'On one page' : 'Terms of reference',
          action: `${base}/write`,
          button: 'Save the draft',
          hidden: [{ name: 'from', value: String(from) }],
        }),
      ],
      back: { text: 'The terms of reference', href: base },
    },
    { asked, refusal },
  );
}

async function takeWrite(here: Here): Promise<WorkAnswer | null> {
  const facts = await writingIn(here);
  if (facts === null) return hidden(here);
  const { request, room } = here;
  const { light } = beginning(facts);
  const asks = termsSection(light, facts.involved);
  const { content, problems } = readTerms(light, facts.involved, request.form);
  const from = numberIn(request.form);
  if (problems.length > 0)
    return writeAnswer(here, facts, { section: asks, form: request.form, problems }, from);
  const to = `${baseOf(wantedIn(here))}/terms`;
  const wanted = { ...wantedIn(here), content, from };
  const outcome = await performOnce(room, bearerOf(request), saveTerms, wanted, sentForm(request), () => to);
  return answerOf(
    here,
    outcome,
    () => to,
    async (refusal) => {
      const now = await writingIn(here);
      if (now === null) return null;
      return writeAnswer(
        here,
        now,
        { section: asks, form: request.form, problems: [] },
        lastNumber(now.terms),
        refusal,
      );
    },
  );
}

async function takePaper(here: Here): Promise<WorkAnswer | null> {
  const facts = await factsIn(here);
  const { params, partnership } = here.request;
  const { as } = params;
  const terms = facts?.terms.find(({ number }) => String(number) === params['number']);
  if (facts === null || terms === undefined || (as !== 'pdf' && as !== 'word')) return null;
  const { headed, review } = facts;
  const version = terms.approvedOn === null ? 0 : versionOf(facts.terms, terms);
  const paper = termsPaper({
    partnership: partnership.name,
    reference: headed.reference,
    review: kindInSentence(review.kind, review.jointWith),
    version,
    terms,
    isTraining: partnership.training,
  });
  const name = `${headed.reference}-terms-${version === 0 ? 'draft' : version}.${as === 'pdf' ? 'pdf' : 'docx'}`;
  return paperAnswer(paper, as, name);
}
