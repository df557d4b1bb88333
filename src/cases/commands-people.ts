import { type Actor, may } from '../access/policy.ts';
import type { Command } from '../acts/command.ts';
import { refuse } from '../acts/refusal.ts';
import type { Verb } from '../acts/verbs.ts';
import type { View } from '../acts/view.ts';
import type { Filled } from '../intake/question.ts';
import { type FileKeyDate, keyDateFrom } from './key-dates.ts';
import { childFrom } from './opening.ts';
import { type FileFacts, type FilePerson, whyNotChange } from './people.ts';
import { aboutFrom, decideFile, type FileChange, incidentFrom, keptOf, personFrom } from './people-form.ts';
import { rewriteClocks } from './store-dates.ts';
import {
  readFileFacts,
  setPersonRemoved,
  writeAbout,
  writeChild,
  writeIncident,
  writePerson,
} from './store-people.ts';
import { setKeyDateRemoved, writeKeyDate } from './store-key-dates.ts';
import { childWhere } from './where.ts';

/** A case by its reference. */
export interface Asked {
  readonly reference: string;
}

/** The people of a case and what happened to them. */
export const fileView: View<Asked, FileFacts, FileFacts> = {
  verb: 'case.read',
  load: (tx, { reference }) => readFileFacts(tx, reference),
  standing: ({ headed }) => headed.standing,
  present: (facts) => facts,
  entry: ({ headed }) => ({ case: headed.id }),
};

/** The same for a form: it is not there for somebody who may not send it, and the trail says no more than that. */
export const fileFormView = (actor: Actor, verb: Verb): View<Asked, FileFacts, FileFacts> => ({
  ...fileView,
  async load(tx, { reference }) {
    const facts = await readFileFacts(tx, reference);
    return facts !== null && may(actor, verb, facts.headed.standing) ? facts : null;
  },
});

interface Decided {
  readonly facts: FileFacts;
  readonly filled: Filled;
}

/** Changes what a file says of a child, of somebody around the children, of what happened or of what the case is about. */
export const changeFile: Command<FileChange, FileFacts, Decided, { readonly id: string }> = {
  verb: 'case.change',
  async load(tx, { reference, form, id }) {
    const facts = await readFileFacts(tx, reference, 'to change');
    return facts === null || keptOf(form, facts, id) === null ? null : facts;
  },
  standing: ({ headed }) => headed.standing,
  decide: (facts, change, today) => decideFile(change, facts, today),
  async write(tx, { facts, filled }, { form, id, conventions }) {
    const caseId = facts.headed.id;
    const entry = (object: string) => ({
      done: { id: object },
      entry: { case: caseId, object, facts: { what: form, new: id === null && form !== 'summary' } },
    });
    if (form === 'child')
      return entry(await writeChild(tx, facts, id, { ...childFrom(filled), ...childWhere(filled) }));
    if (form === 'key-date') return entry(await writeKeyDate(tx, caseId, id, keyDateFrom(filled)));
    if (form === 'person') return entry(await writePerson(tx, facts, id, personFrom(filled, facts)));
    const object =
      form === 'incident'
        ? await writeIncident(tx, facts, id, incidentFrom(filled))
        : await writeAbout(tx, facts, aboutFrom(filled));
    await rewriteClocks(tx, caseId, conventions);
    return entry(object);
  },
};

/** What to take out of the list of people, or to put back. */
export interface Removal extends Asked {
  readonly id: string;
  readonly removed: boolean;
}

interface Removable {
  readonly facts: FileFacts;
  readonly person: FilePerson;
}

/** Takes somebody out of the list of people around the children, or puts them back. Nothing on record of them is lost. */
export const removePerson: Command<Removal, Removable, Removable, null> = {
  verb: 'case.change',
  async load(tx, { reference, id }) {
    const facts = await readFileFacts(tx, reference, 'to change');
    const person = facts?.persons.find((one) => one.id === id);
    return facts === null || person === undefined ? null : { facts, person };
  },
  standing: ({ facts }) => facts.headed.standing,
  decide({ facts, person }, { removed }) {
    const refusal = whyNotChange(facts);
    if (refusal !== null) return refusal;
    return (person.removedAt !== null) === removed ? refuse('so-already') : { facts, person };
  },
  async write(tx, { facts, person }, { removed }) {
    await setPersonRemoved(tx, facts.headed.id, person.id, removed);
    return {
      done: null,
      entry: { case: facts.headed.id, object: person.id, facts: { what: 'person', removed } },
    };
  },
};

interface RemovableDate {
  readonly facts: FileFacts;
  readonly date: FileKeyDate;
}

/** Takes a key date out of the list, or puts it back. It stays on record either way. */
export const removeKeyDate: Command<Removal, RemovableDate, RemovableDate, null> = {
  verb: 'case.change',
  async load(tx, { reference, id }) {
    const facts = await readFileFacts(tx, reference, 'to change');
    const date = facts?.keyDates.find((one) => one.id === id);
    return facts === null || date === undefined ? null : { facts, date };
  },
  standing: ({ facts }) => facts.headed.standing,
  decide({ facts, date }, { removed }) {
    const refusal = whyNotChange(facts);
    if (refusal !== null) return refusal;
    return (date.removedAt !== null) === removed ? refuse('so-already') : { facts, date };
  },
  async write(tx, { facts, date }, { removed }) {
    await setKeyDateRemoved(tx, facts.headed.id, date.id, removed);
    return {
      done: null,
      entry: { case: facts.headed.id, object: date.id, facts: { what: 'key-date', removed } },
    };
  },
};
