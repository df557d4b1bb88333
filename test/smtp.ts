import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a mail server got it. */
export interface Received {
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  /** The decoded body of a mail with one part. */
  readonly text: string;
  readonly source: string;
}

/** A mail server on this machine that delivers to nobody. */
export interface Smtp {
  readonly url: string;
  /** What it took. */
  readonly inbox: readonly Received[];
  /** What was offered, taken or not. */
  readonly tried: readonly Received[];
  /** From now on answers so often with this code when somebody writes to `address`. */
  refuse(address: string, code: number, times: number): void;
  close(): Promise<void>;
}

/** Opens a mail server at a free port of this machine. */
export async function smtpServer(): Promise<Smtp> {
  const inbox: Received[] = [];
  const tried: Received[] = [];
  const refusals = new Map<string, { code: number; times: number }>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const got = received(recipients, Buffer.concat(parts).toString('utf8'));
        tried.push(got);
        const refusal = recipients
          .map((one) => refusals.get(one))
          .find((one) => one !== undefined && one.times > 0);
        if (refusal === undefined) {
          inbox.push(got);
          return done();
        }
        refusal.times -= 1;
        return done(Object.assign(new Error('not now'), { responseCode: refusal.code }));
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    inbox,
    tried,
    refuse: (address, code, times) => void refusals.set(address, { code, times }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function received(recipients: readonly string[], source: string): Received {
  const [head = '', ...body] = source.split('\r\n\r\n');
  const field = (name: string) =>
    new RegExp(`^${name}: ([^]*?)(?=\r\n\\S|$)`, 'm').exec(head)?.[1]?.replace(/\r\n\s+/g, ' ') ?? '';
  const encoded = body.join('\r\n\r\n');
  const plain = field('Content-Transfer-Encoding') === 'quoted-printable' ? fromQuoted(encoded) : encoded;
  return {
    recipients,
    subject: field('Subject'),
    messageId: field('Message-ID'),
    text: plain.replaceAll('\r\n', '\n'),
    source,
  };
}

function fromQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
