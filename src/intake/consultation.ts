import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../acts/refusal.ts';
import { looksPersonal, personalWords } from './looks-personal.ts';
import { type Answers, type Filled, type Question, type Section, textOf } from './question.ts';
import { dayOf } from './referral.ts';

/** One question, or one piece of advice. */
export interface Said {
  readonly kind: 'question' | 'advice';
  readonly words: string;
  /** Advice only: as what whoever gave it did so. */
  readonly as: 'coordinator' | 'member' | null;
  /** Advice only, and for staff only: their name. */
  readonly by: string | null;
  /** The day in London on which it was said. */
  readonly on: Temporal.PlainDate;
}

/** A consultation in a list: how it is called, from which agency, and how it stands. */
export interface ListedConsultation {
  readonly id: string;
  readonly number: number;
  readonly state: 'asked' | 'advised';
  readonly way: 'form' | 'telephone';
  readonly begunAt: Temporal.Instant;
  readonly askedAt: Temporal.Instant;
  readonly advisedAt: Temporal.Instant | null;
  readonly agency: string;
  /** Whether it went to the agency's representatives, and not to the coordinators. */
  readonly toAgency: boolean;
}

/** A consultation with all that was said. */
export interface Consultation extends ListedConsultation {
  readonly asker: Asker;
  readonly thread: readonly Said[];
  /** On which it is destroyed unless something is added; null where it is kept with its referral. */
  readonly expiresAt: Temporal.Instant | null;
  /** Whether a draft or a referral was made of it. */
  readonly referred: boolean;
}

/** Whoever asks. */
export interface Asker {
  readonly name: string;
  readonly agency: string;
  readonly job: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
}

/** A consultation as its receipt opens it. */
export interface OwnConsultation extends Consultation {
  /** False where the representative who was asked has left, and nobody reads it. */
  readonly isRead: boolean;
}

/** The most questions and pieces of advice of one consultation; the database says the same. */
export const questionsMost = 10;
export const adviceMost = 20;

/** What a consultation is called: its number and day, and never whom it is about. */
export const consultationName = (number: number, begunAt: Temporal.Instant): string =>
  `Consultation ${number} of ${dayOf(begunAt).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;

const count = (thread: readonly Said[], kind: Said['kind']) =>
  thread.filter((one) => one.kind === kind).length;

/** Whether the asker can ask again. */
export const hasRoomToAsk = ({ thread }: Consultation): boolean => count(thread, 'question') < questionsMost;

/** What somebody adds, and how many words there were when they began to write. */
export interface Adding {
  readonly words: string;
  readonly seen: number;
}

/** A consultation in which there is room for another question, and to which nothing was added that the asker has not seen. */
export function decideAsk(own: OwnConsultation, { seen }: Adding): OwnConsultation | Refusal {
  if (own.thread.length !== seen) return refuse('added-meanwhile');
  return hasRoomToAsk(own) ? own : refuse('consultation-full');
}

/** A consultation in which there is room for more advice, and to which nothing was added that the adviser has not seen. */
export function decideAdvise(found: Consultation, { seen }: Adding): Consultation | Refusal {
  if (found.thread.length !== seen) return refuse('added-meanwhile');
  return count(found.thread, 'advice') < adviceMost ? found : refuse('consultation-full');
}

const gist: Question = {
  id: 'gist',
  kind: 'long',
  label: 'What is it about, without names?',
  name: 'What it is about',
  hint: 'What kind of thing happened and roughly when, which kinds of agencies knew the family, and what troubles or impresses you. Leave out names, dates of birth, NHS numbers and addresses: nobody needs them to advise you.',
  required: 'Say what it is about, without names',
};

const askerName: Question = {
  id: 'asker-name',
  kind: 'text',
  label: 'Your name',
  name: 'Your name',
  required: 'Enter your name',
  autocomplete: 'name',
};

const toCoordinator = 'coordinator';
const toAgency = 'agency ';

/** The form that asks for advice; `agencies` are those of the partnership that have a representative, by name. */
export function askSection(agencies: readonly string[]): Section {
  return {
    id: 'consultation',
    step: '',
    title: 'Ask for advice',
    questions: [
      {
        id: 'to',
        kind: 'choice',
        label: 'Whom do you want to ask?',
        name: 'Whom you want to ask',
        required: 'Choose whom you want to ask',
        options: [
          { value: toCoordinator, text: 'The partnership’s safeguarding coordinator' },
          ...agencies.map((name) => ({
            value: `${toAgency}${name}`,
            text: `My agency’s representative: ${name}`,
          })),
        ],
      },
      {
        id: 'asker-agency',
        kind: 'text',
        label: 'Your agency',
        name: 'Your agency',
        required: 'Enter your agency',
        autocomplete: 'organization',
        when: { question: 'to', is: toCoordinator },
      },
      askerName,
      {
        id: 'asker-job',
        kind: 'text',
        label: 'Your job',
        name: 'Your job',
        required: 'Enter your job',
        autocomplete: 'organization-title',
      },
      {
        id: 'asker-email',
        kind: 'email',
        label: 'Your work e-mail address',
        name: 'Your e-mail address',
        hint: 'A short e-mail says when there is something to read, and nothing of what it is about.',
        autocomplete: 'email',
      },
      {
        id: 'asker-telephone',
        kind: 'telephone',
        label: 'Your work telephone number',
        name: 'Your telephone number',
        autocomplete: 'tel',
      },
      gist,
    ],
    oneOf: {
      questions: ['asker-email', 'asker-telephone'],
      text: 'Enter an e-mail address or a telephone number',
    },
  };
}

/** What is asked for, as the database takes it; `to` is the name of an agency, null for the coordinator. */
export interface Asking {
  readonly to: string | null;
  readonly asker: Asker;
  readonly gist: string;
}

/** A form without problems as what is asked for. */
export function askingOf(filled: Filled): Asking {
  const chosen = textOf(filled, 'to');
  const to = chosen.startsWith(toAgency) ? chosen.slice(toAgency.length) : null;
  const asker = askerOf(filled);
  return { to, asker: to === null ? asker : { ...asker, agency: to }, gist: textOf(filled, 'gist') };
}

const askerOf = (filled: Filled): Asker => ({
  name: textOf(filled, 'asker-name'),
  agency: textOf(filled, 'asker-agency'),
  job: textOf(filled, 'asker-job') || null,
  email: textOf(filled, 'asker-email') || null,
  telephone: textOf(filled, 'asker-telephone') || null,
});

/** The form that asks again. */
export const againSection: Section = {
  id: 'again',
  step: '',
  title: 'Ask again',
  questions: [
    {
      id: 'gist',
      kind: 'long',
      label: 'Ask again, or add something',
      name: 'Your question',
      hint: 'Still without names, dates of birth, NHS numbers or addresses.',
      required: 'Write what you want to ask or add',
    },
  ],
};

/** The form in which advice is written; nobody has a receipt for what came by telephone. */
export const adviceSection = (way: Consultation['way']): Section => ({
  id: 'advice',
  step: '',
  title: 'Give advice',
  questions: [
    {
      id: 'advice',
      kind: 'long',
      label: 'Your advice',
      name: 'Your advice',
      hint:
        way === 'form'
          ? 'The asker reads it with their receipt. It cannot be changed once it has gone.'
          : 'For the record only. It cannot be changed afterwards.',
      required: 'Write your advice',
      most: 10_000,
    },
  ],
});

/** For whom somebody can record advice: the coordinators (null), or an agency that they represent. */
export interface Desk {
  readonly agencyId: string | null;
  readonly text: string;
}

/** The form in which advice by telephone is recorded; asks for whom only where there is a choice. */
export function recordSection(desks: readonly Desk[]): Section {
  const choice: Question = {
    id: 'desk',
    kind: 'choice',
    label: 'As what did you advise?',
    name: 'As what you advised',
    required: 'Choose as what you advised',
    options: desks.map(({ agencyId, text }) => ({ value: agencyId ?? toCoordinator, text })),
  };
  return {
    id: 'record',
    step: '',
    title: 'Record advice given by telephone',
    questions: [
      ...(desks.length > 1 ? [choice] : []),
      {
        ...askerName,
        label: 'Who asked',
        name: 'The name of who asked',
        required: 'Enter who asked',
        autocomplete: 'off',
      },
      {
        id: 'asker-agency',
        kind: 'text',
        label: 'Their agency',
        name: 'Their agency',
        required: 'Enter their agency',
      },
      { id: 'asker-job', kind: 'text', label: 'Their job (optional)', name: 'Their job' },
      {
        id: 'asker-telephone',
        kind: 'telephone',
        label: 'Their telephone number (optional)',
        name: 'Their telephone number',
      },
      {
        id: 'advised',
        kind: 'date',
        label: 'When you spoke',
        name: 'The day on which you spoke',
        required: 'Enter the day on which you spoke',
      },
      {
        ...gist,
        label: 'What was asked, without names',
        hint: 'Without names, dates of birth, NHS numbers or addresses.',
      },
      {
        id: 'advice',
        kind: 'long',
        label: 'What you advised',
        name: 'What you advised',
        required: 'Write what you advised',
        most: 10_000,
      },
    ],
  };
}

/** Advice that was given by telephone, as the database takes it. */
export interface Recording {
  readonly agencyId: string | null;
  readonly asker: Asker;
  readonly gist: string;
  readonly advice: string;
  readonly on: string;
}

/** A form without problems as what is recorded; where there was no choice, for the only desk. */
export function recordingOf(filled: Filled, desks: readonly Desk[]): Recording {
  const chosen = textOf(filled, 'desk');
  const desk = desks.find(({ agencyId }) => (agencyId ?? toCoordinator) === chosen) ?? desks[0];
  return {
    agencyId: desk?.agencyId ?? null,
    asker: askerOf(filled),
    gist: textOf(filled, 'gist'),
    advice: textOf(filled, 'advice'),
    on: textOf(filled, 'advised'),
  };
}

/** What in the answers looks personal, in words; none where somebody was told already and sends it as it is. */
export function warningsFor(form: URLSearchParams, filled: Filled): readonly string[] {
  if (form.get('warned') === 'yes') return [];
  return personalWords(looksPersonal(['gist', 'advice'].map((id) => textOf(filled, id)).join('\n\n')));
}

/** The answers with which a draft referral begins: who asks, and what they told. The safeguarding lead is still asked for. */
export function referralOf({ asker, thread }: Consultation): Answers {
  const told = thread.filter(({ kind }) => kind === 'question').map(({ words }) => words);
  const answers = {
    'referrer-name': asker.name,
    'referrer-agency': asker.agency,
    'referrer-job': asker.job ?? '',
    'referrer-email': asker.email ?? '',
    'referrer-telephone': asker.telephone ?? '',
    'incident-what': told.join('\n\n'),
  };
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The receipt that a form brings about, from the form's own key (120 bits of chance, known to one browser) and what stands in it. So the same
 * form sent twice has the same receipt, and opens what it made the first time.
 */
export function receiptOfForm(key: string, form: string): string {
  const bytes = createHash('sha256').update(`receipt ${key} ${form}`).digest().subarray(0, 24);
  return Array.from(bytes, (byte) => letters[byte & 31]).join('');
}
