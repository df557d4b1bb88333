import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exampleAssets, examplePartnership, exampleRequest } from './example-partnership.ts';
import { publicFrame } from './frame.ts';

describe('the frame of a public page', () => {
  it('marks the page itself in the navigation', () => {
    const frame = publicFrame(exampleRequest('/process'), exampleAssets, {
      title: 'How a review works',
      section: 'process',
    });
    const marks = frame.navigation.map((row) => [row.href, row.current]);
    assert.deepEqual(marks, [
      ['/', 'no'],
      ['/reviews', 'no'],
      ['/learning', 'no'],
      ['/process', 'page'],
      ['/refer', 'no'],
    ]);
  });

  it('marks the entry above a page that is not one itself, whatever the query', () => {
    const frame = publicFrame(exampleRequest('/notifying?aware-day=1'), exampleAssets, {
      title: 'By when?',
      here: 'The duty',
      section: 'process',
      above: [{ text: 'How a review works', href: '/process' }],
    });
    assert.equal(frame.navigation[3]?.current, 'within');
    assert.equal(frame.canonical, 'https://reviews.partnership.example/notifying');
    assert.deepEqual(frame.breadcrumbs, [
      { text: 'Case reviews', href: '/' },
      { text: 'How a review works', href: '/process' },
      { text: 'The duty', href: null },
    ]);
  });

  it('has no breadcrumbs on the first page', () => {
    const frame = publicFrame(exampleRequest('/'), exampleAssets, { title: 'Case reviews', section: 'home' });
    assert.deepEqual(frame.breadcrumbs, []);
  });

  it('tells at the foot where to report a concern, and who runs the site', () => {
    const { footer } = publicFrame(exampleRequest('/'), exampleAssets, { title: 'x', section: null });
    assert.deepEqual(footer.links.at(-1), {
      text: 'Report a concern about a child',
      href: '/contact#concern',
    });
    assert.equal(footer.line, 'Merrow Vale Safeguarding Children Partnership. Runs on Foresight.');
  });

  it('says of a training partnership, and of no other, that it is made up', () => {
    const page = { title: 'x', section: null };
    const real = exampleRequest('/', examplePartnership({ training: false }));
    assert.equal(publicFrame(real, exampleAssets, page).brand.training, null);
    assert.equal(publicFrame(exampleRequest('/'), exampleAssets, page).brand.training?.lead, 'Training.');
  });
});
