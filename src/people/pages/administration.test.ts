import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { checkEveryRead } from '../../platform/pages/page.ts';
import { exampleFrame, renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import { endRolePage } from './end-role.ts';
import { givenOncePage } from './given-once.ts';
import { invitationPage } from './invitation.ts';
import { invitationSentPage } from './invitation-sent.ts';
import { invitePage } from './invite.ts';
import { peopleHeading, peoplePage, type PeoplePage } from './people.ts';
import { personPage } from './person.ts';
import { refusedPage } from './refused.ts';

after(() => checkEveryRead(false));

const day = Temporal.PlainDate.from('2026-11-26');
const moment = { day, time: Temporal.PlainTime.from('11:00') };
const form = { formToken: 'token', formKey: 'ABCDEFGHJKMNPQRSTVWXYZ01' };
const role = { id: 'r1', words: 'reviewer', from: Temporal.PlainDate.from('2026-03-02'), until: null };

const people: PeoplePage = {
  formToken: 'token',
  left: false,
  people: [
    {
      accountId: 'a1',
      name: 'Ada Example',
      email: 'ada@example.org',
      roles: [role, { ...role, words: 'chair of the group' }],
    },
    { accountId: 'a2', name: 'bo@example.org', email: 'bo@example.org', roles: [role] },
  ],
  waiting: [{ id: 'i1', email: 'jo@example.org', as: 'reviewer', ends: moment, formKey: form.formKey }],
  unused: [{ id: 'i2', email: 'kay@example.org', why: 'reviewer: its time ran out', ends: moment }],
  othersLeft: 1,
};

describe('the page of the people', () => {
  it('says how many, who, as what, until when, and offers one step', async () => {
    const html = await renderChecked(peoplePage, people, { ...exampleFrame, title: peopleHeading(people) });
    const words = wordsOf(html);
    assert.match(words, /2 people, 1 invitation waiting/);
    assert.match(words, /Reviewer until Thu 26 November, 11am Take back the invitation of jo@example\.org/);
    assert.match(words, /Ada Example ada@example\.org Reviewer since 2 Mar 2026 Chair of the group/);
    assert.equal(words.match(/bo@example\.org/g)?.length, 1, 'an address is not said twice');
    assert.match(words, /1 person has left/);
    assert.equal(html.match(/class="govuk-button"/g)?.length, 1, 'one filled button');
  });

  it('has another list for those who have left', async () => {
    const left = { ...people, left: true, waiting: [], unused: [], people: people.people.slice(0, 1) };
    const html = await renderChecked(peoplePage, left, { ...exampleFrame, title: peopleHeading(left) });
    assert.match(wordsOf(html), /1 person has left They cannot sign in here any longer/);
    assert.doesNotMatch(html, /<form|govuk-button/);
  });

  for (const [one, waiting, heading] of [
    [1, 0, '1 person'],
    [12, 0, '12 people'],
    [12, 2, '12 people, 2 invitations waiting'],
  ] as const)
    it(`is headed “${heading}”`, () => {
      const counted = {
        left: false,
        people: Array.from({ length: one }, () => people.people[0] ?? assert.fail()),
        waiting: Array.from({ length: waiting }, () => people.waiting[0] ?? assert.fail()),
      };
      assert.equal(peopleHeading(counted), heading);
    });
});

describe('the page of one person', () => {
  const person = {
    ...form,
    accountId: 'a1',
    name: 'Ada Example',
    email: 'ada@example.org',
    heading: 'Ada Example: reviewer',
    roles: [role],
    ended: [{ ...role, words: 'chair of the group', until: day }],
    reset: null,
  };

  it('has roles with their days, and the way to a new password', async () => {
    const words = wordsOf(await renderChecked(personPage, person));
    assert.match(
      words,
      /Ada Example: reviewer ada@example\.org Roles Reviewer since 2 March 2026 End this role: reviewer/,
    );
    assert.match(words, /Chair of the group 2 March 2026 to 26 November 2026/);
    assert.match(words, /New password and authenticator/);
  });

  it('says where a link waits already', async () => {
    const words = wordsOf(await renderChecked(personPage, { ...person, reset: { id: 'i1', ends: moment } }));
    assert.match(words, /waits until Thu 26 November, 11am\. Another one makes it useless/);
  });

  it('offers a leaver nothing but an invitation', async () => {
    const html = await renderChecked(personPage, { ...person, heading: 'Ada Example has left', roles: [] });
    assert.match(wordsOf(html), /Ada Example has left[^]*invite them again/);
    assert.doesNotMatch(html, /<form/);
  });

  it('asks before a role ends, and says what stays', async () => {
    const model = {
      ...form,
      accountId: 'a1',
      membershipId: 'r1',
      name: 'Ada Example',
      role: 'reviewer',
      since: day,
    };
    const last = wordsOf(await renderChecked(endRolePage, { ...model, kept: [], own: false }));
    assert.match(last, /They can then no longer sign in here\. What was done/);
    const more = wordsOf(
      await renderChecked(endRolePage, { ...model, kept: ['chair of the group'], own: true }),
    );
    assert.match(more, /You stay chair of the group, and can sign in again as that\./);
  });
});

describe('the pages of an invitation', () => {
  const invite = {
    ...form,
    email: 'jo@example.org',
    roles: [
      { value: 'chair', words: 'chair of the group', hint: 'Chairs the group.', chosen: false },
      { value: 'reviewer', words: 'reviewer', hint: 'Writes a review.', chosen: true },
    ],
    agencies: [{ id: 'g1', name: 'Harnley Hospitals NHS Trust', chosen: false }],
    problems: { email: null, role: null, agency: null },
    instead: null,
  };

  it('ask for address and role', async () => {
    const html = await renderChecked(invitePage, invite);
    assert.match(html, /value="reviewer" checked/);
    assert.equal(html.match(/<button/g)?.length, 2, 'the menu’s and the form’s');
  });

  it('say what is wrong beside the field, and offer to take the old one back with a second button', async () => {
    const problems = { email: 'jo@example.org is invited already, as chair.', role: null, agency: null };
    const errors = [{ text: problems.email, href: '#email' }];
    const model = { ...invite, problems, instead: { id: 'i1', as: 'chair' } };
    const html = await renderChecked(invitePage, model, { ...exampleFrame, errors });
    assert.match(html, /id="email-error"/);
    const first = /<button type="submit"[^>]*>/.exec(html)?.[0] ?? '';
    assert.doesNotMatch(first, /instead-of/, 'the first button, which Return sends, takes nothing back');
  });

  it('show link and code once, with what to do with them', async () => {
    for (const reset of [false, true]) {
      const model = {
        heading: 'jo@example.org is invited as reviewer',
        reset,
        link: 'https://reviews.partnership.example/invitation/ABCDEFGHJKMNPQRSTVWXYZ01',
        code: '1234 5678',
        ends: moment,
        onwards: { text: 'Back to the people', href: '/people' },
      };
      const words = wordsOf(await renderChecked(givenOncePage, model));
      assert.match(words, /by two different ways[^]*1234 5678[^]*the only time that you see them/);
      assert.equal(/the old password goes on working/.test(words), reset);
    }
  });

  for (const standing of ['waiting', 'lapsed', 'tried', 'accepted', 'revoked'] as const)
    it(`tell what became of one that is ${standing}`, async () => {
      const model = {
        ...form,
        id: 'i1',
        heading: 'An invitation',
        reset: false,
        standing,
        made: moment,
        ends: moment,
      };
      const html = await renderChecked(invitationSentPage, model);
      assert.equal(/<form/.test(html), standing === 'waiting');
      assert.match(wordsOf(html), /Made on Thu 26 November at 11am\./);
    });

  it('say that nothing was changed', async () => {
    const onwards = { text: 'People', href: '/people' };
    const words = wordsOf(
      await renderChecked(refusedPage, { sentence: 'This role has ended already.', onwards }),
    );
    assert.match(words, /Nothing was changed This role has ended already\. People/);
  });

  const accept = {
    action: '/invitation/x',
    formToken: 'token',
    partnership: 'Merrow Vale Partnership',
    role: 'reviewer',
    email: 'jo@example.org',
    expires: moment,
    known: false,
    picture: { size: 21, path: 'M0 0h1v1h-1z' },
    secret: 'ABCD EFGH',
    name: '',
    problems: { code: null, name: null, password: null, factor: null },
  };

  it('ask a new person, a known one and one who sets a new password for what each must give', async () => {
    const asked = async (model: Parameters<typeof invitationPage>[1]) =>
      [...(await renderChecked(invitationPage, model)).matchAll(/<input[^>]* name="([^"]+)"/g)].map(
        ([, name]) => name,
      );
    assert.deepEqual(await asked(accept), ['form-token', 'code', 'name', 'password', 'factor']);
    assert.deepEqual(await asked({ ...accept, known: true }), ['form-token', 'code', 'password', 'factor']);
    assert.deepEqual(await asked({ ...accept, role: null }), ['form-token', 'code', 'password', 'factor']);
  });

  it('name nobody’s role where a new password is set', async () => {
    const words = wordsOf(await renderChecked(invitationPage, { ...accept, role: null }));
    assert.match(words, /Set a new password and authenticator for jo@example\.org/);
    assert.match(
      words,
      /Code for this link[^]*Choose a new password[^]*Key: ABCD EFGH[^]*Set both and sign in/,
    );
    assert.doesNotMatch(words, /invited|Join/);
  });
});
