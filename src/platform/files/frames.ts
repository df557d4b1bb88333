import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Whose a file is and which one: bound into every frame, so that none opens as another's. */
export interface Bound {
  readonly owner: string;
  readonly file: string;
}

/** What is on the disk is not what was put there: cut short, changed, or another file. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

const mark = Buffer.from('FSF1');
const saltBytes = 32;
const headBytes = mark.length + saltBytes;
const frameBytes = 65_536;
const tagBytes = 16;

/**
 * Encrypts in frames of 64 KiB with AES-256-GCM. Each file has a key of its own, drawn from its owner's by HKDF with a random salt, so that
 * the counter of its frames can be the nonce. The number of a frame and whether it is the last are bound into it with owner and file.
 */
export function sealFrames(bytes: Uint8Array, key: Uint8Array, bound: Bound): Buffer {
  const salt = randomBytes(saltBytes);
  const own = ownKey(key, salt, bound);
  const parts: Buffer[] = [mark, salt];
  const count = Math.max(1, Math.ceil(bytes.length / frameBytes));
  for (let at = 0; at < count; at += 1) {
    const isLast = at === count - 1;
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(at, isLast));
    cipher.setAAD(boundTo(bound, at, isLast));
    parts.push(cipher.update(bytes.subarray(at * frameBytes, (at + 1) * frameBytes)));
    parts.push(cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

/** Opens what was sealed for the same owner and file. Throws {@link FileFault} for anything else, and gives back no part of it. */
export function openFrames(sealed: Uint8Array, key: Uint8Array, bound: Bound): Buffer {
  if (sealed.length < headBytes + tagBytes || !mark.equals(sealed.subarray(0, mark.length)))
    throw new FileFault('no file of ours');
  const own = ownKey(key, sealed.subarray(mark.length, headBytes), bound);
  const body = sealed.subarray(headBytes);
  const step = frameBytes + tagBytes;
  const count = Math.ceil(body.length / step);
  const parts: Buffer[] = [];
  for (let at = 0; at < count; at += 1) {
    const frame = body.subarray(at * step, (at + 1) * step);
    parts.push(openFrame(frame, own, bound, at, at === count - 1));
  }
  return Buffer.concat(parts);
}

function openFrame(frame: Uint8Array, own: Uint8Array, bound: Bound, at: number, isLast: boolean): Buffer {
  if (frame.length < tagBytes) throw new FileFault('a frame that was cut short');
  const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(at, isLast));
  decipher.setAAD(boundTo(bound, at, isLast));
  decipher.setAuthTag(frame.subarray(frame.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(frame.subarray(0, frame.length - tagBytes)), decipher.final()]);
  } catch {
    throw new FileFault('a frame that does not open');
  }
}

const ownKey = (key: Uint8Array, salt: Uint8Array, { owner, file }: Bound) =>
  new Uint8Array(hkdfSync('sha256', key, salt, `file ${owner} ${file}`, 32));

// 7 bytes of nothing, the number, and whether it is the last: the key is the file's own, so no pair comes twice.
function nonceOf(at: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(at, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

const boundTo = ({ owner, file }: Bound, at: number, isLast: boolean) =>
  Buffer.from(`${owner} ${file} ${at} ${isLast ? 'last' : 'more'}`);

/** A new data key. */
export const newDataKey = (): Buffer => randomBytes(32);

const wrapVersion = 1;
const wrappedBytes = 1 + 12 + 32 + tagBytes;

/** Encrypts a data key under the key of the service; `owner` is bound to it. */
export function wrapKey(dataKey: Uint8Array, serviceKey: Uint8Array, owner: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', serviceKey, nonce);
  cipher.setAAD(Buffer.from(`key ${owner}`));
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([Buffer.from([wrapVersion]), nonce, body, cipher.getAuthTag()]);
}

/** The data key that was wrapped for this owner. Throws {@link FileFault} under another service key, or for another owner. */
export function unwrapKey(wrapped: Uint8Array, serviceKey: Uint8Array, owner: string): Buffer {
  if (wrapped.length !== wrappedBytes || wrapped[0] !== wrapVersion)
    throw new FileFault('a key of another kind');
  const decipher = createDecipheriv('aes-256-gcm', serviceKey, wrapped.subarray(1, 13));
  decipher.setAAD(Buffer.from(`key ${owner}`));
  decipher.setAuthTag(wrapped.subarray(wrappedBytes - tagBytes));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(13, wrappedBytes - tagBytes)), decipher.final()]);
  } catch {
    throw new FileFault('a key that does not open');
  }
}
