import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authenticatorAddress, derive, newParameters, passwordProblem, secretInWords } from './password.ts';

describe('a new password', () => {
  const context = ['robin@harnley.example', 'Harnley Safeguarding Children Partnership'];
  for (const [password, why] of [
    ['', /Enter a password/],
    ['fourteen chars', /at least 15 characters/],
    ['👩‍👩‍👧‍👧👩‍👩‍👧', /at least 15 characters/],
    ['x'.repeat(129), /at most 128 characters/],
    ['passwordpassword', /too easy/],
    ['123456789012345', /too easy/],
    ['qwertyuiopasdfgh', /too easy/],
    ['aaaaaaaaaaaaaaaa', /too easy/],
    ['P@ssw0rdP@ssw0rd', /too easy/],
    ['harnley safeguarding', /too easy/],
  ] as const)
    it(`is refused: ${password.slice(0, 20) || '(nothing)'}`, () =>
      assert.match(passwordProblem(password, context) ?? '', why));

  for (const password of ['three teal boats rowing', 'Ymn9-kkq2-vR7w-pz', 'żółw pije zimną herbatę'])
    it(`is taken: ${password}`, () => assert.equal(passwordProblem(password, context), null));
});

describe('what argon2id makes of a password', () => {
  it('is the same for the same words however they were typed, and another with another salt', async () => {
    const parameters = newParameters();
    const first = await derive('caf\u00e9 three boats', parameters);
    assert.deepEqual(await derive('cafe\u0301 three boats', parameters), first);
    assert.notDeepEqual(await derive('caf\u00e9 three boats', newParameters()), first);
    assert.equal(first.length, 32);
  });

  it('comes for a flood of passwords too, two at a time', async () => {
    const parameters = newParameters();
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) => derive(`password ${index}`, parameters)),
    );
    assert.equal(new Set(made.map((one) => one.toString('hex'))).size, 6);
  });
});

describe('an authenticator', () => {
  it('gets its secret in base 32, in groups of four', () => {
    assert.equal(
      secretInWords(Buffer.from('12345678901234567890')),
      'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ',
    );
  });

  it('gets an address that names service and person', () => {
    const address = authenticatorAddress(
      Buffer.from('12345678901234567890'),
      'Foresight MVSCP',
      'robin@example.org',
    );
    assert.equal(
      address,
      'otpauth://totp/Foresight%20MVSCP%3Arobin%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Foresight%20MVSCP',
    );
  });
});
