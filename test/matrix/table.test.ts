import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Verb, verbs } from '../../src/acts/verbs.ts';
import { root } from '../../src/config.ts';
import { type Role, roles } from '../../src/people/invitation.ts';
import { permissionsText } from '../../tools/permissions-text.ts';
import { grants, outside, type Persona, type Relation, relations, signedIn } from './personas.ts';
import { subjects } from './subjects.ts';
import { caseActs, referralActs } from './meets.ts';

const every = Object.keys(verbs) as Verb[];
const inRoles = (...held: Role[]): Persona => ({ name: '', roles: held, without: null });
const [nothing] = relations;

describe('the matrix of permissions as a table', () => {
  it('is the one that is checked in', async () => {
    assert.equal(
      await readFile(join(root, 'docs/permissions.txt'), 'utf8'),
      permissionsText(),
      'run "npm run generate" and read what changed: somebody may do something else now',
    );
  });

  it('says for every act about a case or a referral in which states it can be done, and for no other', () => {
    const meant = (subject: RegExp) => every.filter((verb) => subject.test(subjects[verb])).toSorted();
    assert.deepEqual(Object.keys(caseActs).toSorted(), meant(/^case$/));
    assert.deepEqual(Object.keys(referralActs).toSorted(), meant(/referral$/));
  });

  it('grants somebody with two roles what either role is granted, and nothing else', () => {
    for (const one of roles)
      for (const other of roles)
        for (const relation of relations)
          for (const verb of every) {
            const both = grants(inRoles(one, other), verb, relation);
            const either = grants(inRoles(one), verb, relation) || grants(inRoles(other), verb, relation);
            // Somebody who is a member and a reviewer stands to the case by either; the verb may ask for a role besides.
            if (either) assert.ok(both, `${one} and ${other}, ${verb}, ${relation.name}`);
            else assert.ok(!both, `${one} and ${other}, ${verb}, ${relation.name}`);
          }
  });

  it('grants nothing about a case to whoever is excluded from it, whatever else they are', () => {
    for (const relation of relations as readonly Relation[])
      if (relation.excluded === 'today')
        for (const persona of signedIn)
          for (const verb of every)
            assert.ok(!grants(persona, verb, relation), `${persona.name}, ${verb}, ${relation.name}`);
  });

  it('counts an involvement or a part on its own days only', () => {
    const over = (relations as readonly Relation[]).filter(
      ({ agency, named, excluded }) =>
        excluded === undefined &&
        !['today', 'before it was renamed'].includes(agency ?? '') &&
        named !== 'today',
    );
    assert.equal(over.length, 7);
    for (const relation of over)
      for (const persona of signedIn)
        for (const verb of every)
          assert.equal(grants(persona, verb, relation), grants(persona, verb, nothing), relation.name);
  });

  it('lets no administrator and no inspector see casework', () => {
    for (const relation of relations)
      for (const role of ['administrator', 'inspector'] as const)
        for (const verb of every)
          if (subjects[verb] !== 'neither')
            assert.ok(!grants(inRoles(role), verb, relation), `${role}, ${verb}, ${relation.name}`);
  });

  it('grants nothing about a case to whoever has no session here', () => {
    for (const persona of outside)
      for (const relation of relations)
        for (const verb of every)
          if (subjects[verb] === 'case' || subjects[verb] === 'referral')
            assert.ok(!grants(persona, verb, relation), `${persona.name}, ${verb}`);
  });
});
