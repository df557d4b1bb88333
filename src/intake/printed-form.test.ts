import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { owner } from '../../test/word-form.ts';
import { bare, readMade, rolesIn } from '../platform/papers/samples.ts';
import type { Part } from '../platform/papers/paper.ts';
import { pagesIn, writePdf } from '../platform/papers/write-pdf.ts';
import { examplePartnership, exampleRequest, noSettings } from '../site/example-partnership.ts';
import { printedForm, printedName, timesPrinted } from './printed-form.ts';
import type { Question, Section } from './question.ts';
import { sections } from './questions.ts';
import { openPrintedForms, printedRoute } from './routes-printed.ts';
import { hintsOf, optionsOnPaper, ownerOf, wordForm } from './word-form.ts';

type Asked = Extract<Part, { readonly question: string }>;
const askedIn = (parts: readonly Part[]) => parts.filter((part): part is Asked => 'question' in part);
const printedQuestions = sections.flatMap((section) =>
  Array.from({ length: timesPrinted(section) }, () => section.questions).flat(),
);
const kindOf = ({ kind }: Question) =>
  kind === 'date' ? 'day' : kind === 'choice' || kind === 'choices' ? 'boxes' : 'room';

const today = Temporal.PlainDate.from('2027-01-05');
const owners = {
  'with every setting': { ...owner, mailbox: 'unit@example.org' },
  'without a setting or a name': ownerOf(
    examplePartnership({ settings: noSettings, names: [] }),
    'https://a.example.org',
    today,
  ),
};

describe('the form to print', () => {
  for (const [whose, one] of Object.entries(owners))
    it(`asks in the PDF what the web form asks, in its order, ${whose}`, async () => {
      const { pages, tags, info } = await readMade(await writePdf(printedForm(one)));
      const words = bare(pages.join(''));
      let at = 0;
      const next = (text: string) => {
        const found = words.indexOf(bare(text), at);
        assert.notEqual(found, -1, text);
        at = found + bare(text).length;
      };
      for (const section of sections) {
        next(section.title);
        if (section.lead !== undefined) next(section.lead);
        for (let time = 0; time < timesPrinted(section); time += 1)
          for (const question of section.questions) {
            next(question.label);
            for (const hint of hintsOf(question)) next(hint);
            for (const { text } of optionsOnPaper(question)) next(text);
          }
      }
      assert.equal(info['Title'], one.form ?? 'Case referral form');
      assert.equal(info['Language'], 'en-GB');
      const roles = rolesIn(tags);
      const headed = printedForm(one).parts.filter(({ kind }) => kind === 'heading').length;
      assert.equal(roles.filter((role) => /^H[12]$/.test(role)).length, headed);
      assert.ok(roles.includes('LBody'));
    });

  it('has room, boxes or a day for each question, by its kind', () => {
    const asked = askedIn(printedForm(owner).parts);
    assert.deepEqual(
      asked.map(({ question, kind }) => [question, kind]),
      printedQuestions.map((question) => [question.label, kindOf(question)]),
    );
  });

  it('asks what is added to the definition, and leaves out what is taken out of it', () => {
    const more: Question = { id: 'more', kind: 'long', label: 'What more?', name: 'More', hint: 'Anything' };
    const [first, ...others] = sections as readonly [Section, ...Section[]];
    const grown = [{ ...first, questions: [...first.questions, more] }, ...others];
    const [added] = askedIn(printedForm(owner, grown).parts).filter(
      ({ question }) => question === 'What more?',
    );
    assert.equal(added?.help, 'Anything');
    assert.equal(
      askedIn(printedForm(owner, others).parts).length,
      printedQuestions.length - first.questions.length,
    );
  });

  it('asks what the Word form asks', () => {
    const ofWord = wordForm(owner).blocks.flatMap((block) => (block.kind === 'form' ? block.rows : []));
    assert.deepEqual(
      [...new Set(ofWord.map(({ label }) => label))],
      [...new Set(askedIn(printedForm(owner).parts).map(({ question }) => question))],
    );
  });

  it('begins with what it is not and whom to call, and says so again below the first question', () => {
    const { parts } = printedForm(owner);
    assert.deepEqual(parts[0], {
      kind: 'note',
      text: 'This is not a child protection referral. If a child is at risk now, do not use this form. In an emergency call 999. Otherwise call 01632 960101.',
    });
    const first = parts.findIndex((part) => 'question' in part);
    const prompt = parts[first + 1];
    assert.ok(prompt?.kind === 'note');
    assert.match(prompt.text, /stop here and call now: 999 in an emergency, otherwise 01632 960101\./);
    assert.doesNotMatch(JSON.stringify(parts), /We will show you/);
  });

  it('says where it goes, and names no mailbox that is not set', () => {
    const words = (one: typeof owner) => JSON.stringify(printedForm(one));
    assert.match(
      words(owner),
      /Ask the partnership’s safeguarding coordinator how to send it, before you send it\."/,
    );
    assert.doesNotMatch(words(owner), /@/);
    assert.match(words(owners['with every setting']), /business unit at unit@example\.org/);
    assert.match(
      words(owners['without a setting or a name']),
      /Otherwise call children’s services at Merrow Vale/,
    );
  });

  it('says when a question is to be answered at all', () => {
    const asked = askedIn(printedForm(owner).parts);
    const help = (label: string) => asked.find(({ question }) => question === label)?.help ?? '';
    assert.match(help('Why not?'), /^Only if you answered “No” to “Have you spoken/);
    assert.match(help('What is known of the death?'), /^Only if you ticked “A child has died”\./);
  });
});

describe('the row of the form to print', () => {
  it('makes it once, whatever the address ends with, and anew when what stands in it changes', async () => {
    const forms = openPrintedForms();
    const [one, other] = await Promise.all([
      forms.of(exampleRequest('/refer/form.pdf')),
      forms.of(exampleRequest('/refer/form.pdf?x=1')),
    ]);
    assert.equal(one, other);
    const partnership = examplePartnership();
    const changed = examplePartnership({
      settings: { ...partnership.settings, concernTelephone: '01632 960999' },
    });
    assert.notEqual(await forms.of(exampleRequest('/refer/form.pdf', changed)), one);
    assert.deepEqual(await forms.linkOf(exampleRequest('/')), { bytes: one.length, pages: pagesIn(one) });
  });

  it('answers a file to be saved, under a name of letters and hyphens', async () => {
    const request = exampleRequest('/refer/form.pdf');
    const answer = await printedRoute(openPrintedForms()).handle(request);
    assert.ok('bytes' in answer);
    assert.equal(answer.type, 'application/pdf');
    assert.equal(answer.saveAs, printedName(request.partnership));
    assert.match(answer.saveAs, /^[A-Z]+-case-referral-form\.pdf$/);
  });
});
