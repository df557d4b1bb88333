import { may } from '../access/policy.ts';
import { words } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import { look } from '../acts/view.ts';
import { answering, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { referenceIn } from '../cases/case.ts';
import { type CaseSection, presentHeader } from '../cases/header.ts';
import { whyNotChange } from '../cases/people.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import { workspaceFrame } from '../people/frame.ts';
import type { PageError } from '../platform/pages/frame.ts';
import { registerView } from './commands.ts';
import { type CaseDocument, classificationWords, type Register, savedAs, seenByWords } from './document.ts';
import { documentPage } from './pages/document.ts';
import { heldHeading, heldPage } from './pages/held.ts';
import { type DocumentRow, registerPage } from './pages/register.ts';
import type { DocumentRoom } from './room.ts';
import { fileRows, type Here, type Keeper } from './routes-file.ts';
import { showFile } from './shown.ts';

/** The ledger of the documents of a case as they are read: the register, one of them, and its files. */
export function documentRoutes(room: DocumentRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/cases/:ref/documents', 'document.read', 'session', open(showRegister)),
    page('/cases/:ref/documents/:document', 'document.read', 'session', open(showDocument)),
    ...fileRows(room, '/cases/:ref/files/:file', keeperOf),
  ];
}

/** The reference in the address, or one that no case has. */
export const askedFor = ({ request }: Here): string => referenceIn(request.params);

/** The register of the case in the address, for whoever may do that besides seeing it; null for everybody else. */
export async function registerOf(here: Here, verb: Verb = 'document.read'): Promise<Register | null> {
  const { room, request } = here;
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, registerView, { reference: askedFor(here) });
  if (outcome.outcome !== 'done') return null;
  return may(bearer.actor, verb, outcome.done.headed.standing) ? outcome.done : null;
}

/** The head and the frame of a page of the register; titles carry the reference, and never what somebody called a document. */
export function caseParts(
  { room, request }: Here,
  { headed }: Register,
  title: string,
  back: { readonly text: string; readonly href: string } | null,
  errors: readonly PageError[] = [],
  section: CaseSection = 'documents',
) {
  const header = presentHeader(headed, bearerOf(request).actor, may, section);
  const frame = workspaceFrame(request, room.assets, {
    title: `${headed.reference} – ${title}`,
    section: 'cases',
    errors,
    ...(back === null ? {} : { backLink: back }),
  });
  return { header, frame };
}

/** Where the documents of a case are. */
export const documentsOf = (reference: string) => ({
  text: 'Documents',
  href: `/cases/${reference}/documents`,
});
const filesOf = (reference: string) => `/cases/${reference}/files`;

const partnershipsOwn = 'The partnership’s own';

function rowOf(reference: string, document: CaseDocument): DocumentRow {
  const { id, number, title, classification, agency, withdrawn, versions } = document;
  const [newest] = versions;
  return {
    href: `${documentsOf(reference).href}/${id}`,
    number,
    title,
    classification: classificationWords[classification],
    owner: agency ?? partnershipsOwn,
    seenBy: seenByWords(document),
    withdrawn: withdrawn !== null,
    newest: newest === undefined ? null : showFile(newest, filesOf(reference)),
  };
}

async function showRegister(here: Here): Promise<WorkAnswer> {
  const register = await registerOf(here);
  if (register === null) return hidden(here);
  const { headed, documents, referrals } = register;
  const { reference } = headed;
  const count = documents.filter(({ withdrawn }) => withdrawn === null).length;
  const heading = count === 0 ? 'No documents yet' : `${count} ${count === 1 ? 'document' : 'documents'}`;
  const { header, frame } = caseParts(here, register, heading, null);
  const canAdd = may(bearerOf(here.request).actor, 'document.add', headed.standing);
  const wrong = whyNotChange(register);
  const body = registerPage(frame, {
    header,
    heading,
    documents: documents.map((document) => rowOf(reference, document)),
    referrals: referrals.map(({ number, sentAt, files }) => ({
      name: referenceOf(number, dayOf(sentAt)),
      files: files.map((file) => showFile(file, filesOf(reference))),
    })),
    add: canAdd && wrong === null ? `${documentsOf(reference).href}/new` : null,
    whyNot: canAdd && wrong !== null ? words(wrong) : null,
  });
  return { status: 200, body };
}

async function showDocument(here: Here): Promise<WorkAnswer> {
  const register = await registerOf(here);
  const document = register?.documents.find(({ id }) => id === idIn(here.request, 'document'));
  if (register === undefined || register === null || document === undefined) return hidden(here);
  const { reference } = register.headed;
  const { id, number, title, classification, agency, withdrawn, versions } = document;
  const back = documentsOf(reference);
  const { header, frame } = caseParts(here, register, `Document ${number}`, back);
  const { actor } = bearerOf(here.request);
  const isOpen = withdrawn === null && whyNotChange(register) === null;
  const lead = (verb: Verb, where: string) =>
    isOpen && may(actor, verb, register.headed.standing) ? `${back.href}/${id}/${where}` : null;
  const body = documentPage(frame, {
    header,
    heading: `${number}. ${title}`,
    classification: classificationWords[classification],
    owner: agency ?? partnershipsOwn,
    seenBy: seenByWords(document),
    withdrawn: withdrawn === null ? null : { on: dayOf(withdrawn.at), by: withdrawn.by, why: withdrawn.why },
    versions: versions.map((file) => ({ ...showFile(file, filesOf(reference)), by: file.by })),
    replace: lead('document.replace', 'version'),
    withdraw: lead('document.withdraw', 'withdraw'),
  });
  return { status: 200, body };
}

function keeperOf(here: Here): Keeper {
  const reference = askedFor(here);
  const id = idIn(here.request, 'file');
  let register: Register | null = null;
  return {
    place: { reference },
    path: `${filesOf(reference)}/${id}`,
    savedAs: ({ document, number, kind }) =>
      document === null
        ? `${reference}-referral-file-${number}.${kind}`
        : savedAs(reference, { document, number, kind }),
    async find() {
      register = await registerOf(here);
      const own = register?.documents.flatMap(({ versions, withdrawn }) =>
        versions.map((file) => ({ file, withdrawn: withdrawn !== null })),
      );
      const came = register?.referrals.flatMap(({ files }) =>
        files.map((file) => ({ file, withdrawn: false })),
      );
      return [...(own ?? []), ...(came ?? [])].find(({ file }) => file.id === id) ?? null;
    },
    show(model, status) {
      if (register === null) return Promise.resolve(hidden(here));
      const heading = heldHeading(model);
      const href = model.canRelease ? '#reason' : null;
      const errors = model.problem === null ? [] : [{ text: model.problem, href }];
      const { header, frame } = caseParts(here, register, 'A file', documentsOf(reference), errors);
      return Promise.resolve({ status, body: heldPage(frame, { ...model, header, heading }) });
    },
  };
}
