import { argon2, createHash, randomBytes } from 'node:crypto';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** With what salt and cost argon2id is run (RFC 9106); one lane, 32 bytes out. */
export interface PasswordParameters {
  readonly salt: Buffer;
  readonly memoryKib: number;
  readonly passes: number;
}

/** Parameters for a new password: a fresh salt and the cost of today. */
export function newParameters(): PasswordParameters {
  return { salt: randomBytes(16), memoryKib: 19_456, passes: 2 };
}

// Two at once at the most: each takes a core and 19 MB, and a flood of sign-ins must not take the service with it.
let free = 2;
const waiting: (() => void)[] = [];

/** What argon2id makes of a password: 32 bytes that only its knower can have. The password is taken as it was typed, to the byte, in NFC. */
export async function derive(password: string, parameters: PasswordParameters): Promise<Buffer> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  else free -= 1;
  try {
    return await new Promise((resolve, reject) => {
      const settings = {
        message: password.normalize('NFC'),
        nonce: parameters.salt,
        parallelism: 1,
        memory: parameters.memoryKib,
        passes: parameters.passes,
        tagLength: 32,
      };
      argon2('argon2id', settings, (error, tag) =>
        error === null ? resolve(Buffer.from(tag)) : reject(error),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}

const shortest = 15;
const longest = 128;
// Guesses, as a power of ten, that a password must stand up to. Two common words with a year fall short; four words do not.
const guesses = 9;

let estimator: ZxcvbnFactory | null = null;

/**
 * What is wrong with a new password, in words; null for a good one. Fifteen characters or more and nothing common: no rule about
 * kinds of characters, as those make passwords worse. `context` are words that everybody would try here, such as the person's address.
 */
export function passwordProblem(password: string, context: readonly string[]): string | null {
  const length = Array.from(password.normalize('NFC')).length;
  if (length === 0) return 'Enter a password';
  if (length < shortest)
    return `Your password must have at least ${shortest} characters. A few unrelated words are easy to remember`;
  if (length > longest) return `Your password must have at most ${longest} characters`;
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = context
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2);
  if (estimator.check(password, words).guessesLog10 < guesses)
    return 'Your password is too easy to guess. Use a few unrelated words, and not the name of this service, your area or yourself';
  return null;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret as authenticator apps take it by hand: base 32, in groups of four. */
export function secretInWords(secret: Buffer): string {
  const bits = Array.from(secret, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{1,5}/g) ?? []).map(
    (five) => base32[Number.parseInt(five.padEnd(5, '0'), 2)] ?? '',
  );
  return (letters.join('').match(/.{1,4}/g) ?? []).join(' ');
}

/** The address that an authenticator app reads from the picture (the de facto otpauth form). */
export function authenticatorAddress(secret: Buffer, issuer: string, email: string): string {
  const query = new URLSearchParams({ secret: secretInWords(secret).replaceAll(' ', ''), issuer });
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${email}`)}?${query.toString().replaceAll('+', '%20')}`;
}

/** SHA-256 of a text, for what is kept only as a hash. */
export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
