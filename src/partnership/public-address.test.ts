import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicAddress } from './public-address.ts';
import { samplePartnership } from './samples.ts';

describe('the address of a partnership, outside of a request', () => {
  const first = samplePartnership({ id: 'one', name: 'one', hosts: [] });
  const hosted = samplePartnership({
    id: 'two',
    name: 'two',
    hosts: ['reviews.harnley.example', 'other.example'],
  });
  const training = samplePartnership({ id: 'three', name: 'three', training: true, hosts: [] });
  const nowhere = samplePartnership({ id: 'four', name: 'four', hosts: [] });
  const local = samplePartnership({
    id: 'five',
    name: 'five',
    training: true,
    hosts: ['training.localhost'],
  });
  const all = [first, hosted, training, nowhere];
  for (const [who, publicUrl, address] of [
    [first, 'https://reviews.example', 'https://reviews.example'],
    [hosted, 'https://reviews.example', 'https://reviews.harnley.example'],
    [training, 'https://reviews.example', 'https://training.reviews.example'],
    [nowhere, 'https://reviews.example', null],
    [first, null, 'http://localhost:3000'],
    [training, null, 'http://training.localhost:3000'],
    [local, null, 'http://training.localhost:3000'],
    [hosted, null, 'http://reviews.harnley.example'],
  ] as const)
    it(`${who.id} with PUBLIC_URL ${publicUrl ?? 'unset'}: ${address ?? 'none'}`, () =>
      assert.equal(publicAddress(who, all, { publicUrl, port: 3000 }), address));
});
