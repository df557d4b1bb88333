import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChecked, wordsOf } from '../../platform/pages/page-checks.ts';
import {
  exampleAssets,
  exampleGroup,
  examplePartnership,
  exampleRequest,
  noSettings,
} from '../example-partnership.ts';
import { publicFrame } from '../frame.ts';
import type { PublishedGroup } from '../published.ts';
import { familiesPage, presentFamilies } from './families.ts';

async function families(
  partnership = examplePartnership(),
  groups: readonly PublishedGroup[] = [exampleGroup],
) {
  const request = exampleRequest('/process/families', partnership);
  const frame = publicFrame(request, exampleAssets, {
    title: 'If a review is about your family',
    section: 'process',
  });
  return wordsOf(
    await renderChecked(familiesPage, presentFamilies(partnership, request.today, groups), frame),
  );
}

describe('the page for families', () => {
  it('names the group, and who comes to it by kind of body', async () => {
    const words = await families();
    assert.match(words, /A group called the Practice Review Group meets/);
    assert.match(words, /different kinds of body: integrated care board and police force\./);
  });

  it('says how long it takes, and how sure that is', async () => {
    assert.match(await families(), /The first look: within 15 working days [^]*?Not yet confirmed/);
  });

  it('promises nothing that no source does', async () => {
    assert.match(await families(), /National guidance asks[^]*?Not yet confirmed That can mean/);
  });

  it('works for a partnership that has set nothing', async () => {
    const words = await families(examplePartnership({ names: [], settings: noSettings }), []);
    assert.match(words, /A group called the review group meets\. They do not decide/);
  });
});
