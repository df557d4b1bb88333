import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { newToken } from '../clock/clock.ts';

/** How the browser is held to what a page needs: nothing inline but the one line whose hash is given, nothing from elsewhere. */
export function contentSecurityPolicy(inlineScriptHash: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self' '${inlineScriptHash}'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** A Fastify instance with the house's limits and headers. It logs nothing itself: request lines can carry what was searched for. */
export function newInstance(settings: {
  readonly trustedProxies: readonly string[];
  readonly policy: string;
  /** True where the service is reached over https: browsers are then told to stay there for a year. */
  readonly https: boolean;
}): FastifyInstance {
  const instance = fastify({
    logger: false as unknown as FastifyBaseLogger,
    // Only these proxies' word is taken for where a request comes from, never a number of hops.
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    genReqId: () => newToken(12),
    // Longer than any address that Node lets in: a long one that is wrong is not found like any other.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    exposeHeadRoutes: true,
    // An address that cannot be decoded comes here before any hook, so nobody knows yet whose page was meant.
    frameworkErrors: (error, _request, reply) =>
      refuseAddress(reply as unknown as FastifyReply, settings, error.statusCode),
  });
  instance.addHook('onRequest', (_request, reply, done) => {
    setHeaders(reply, settings);
    done();
  });
  return instance;
}

function refuseAddress(reply: FastifyReply, settings: Promised, status = 400) {
  setHeaders(reply, settings);
  reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
  void reply.code(status).send('This address cannot be read: a part of it is missing or mistyped.\n');
}

interface Promised {
  readonly policy: string;
  readonly https: boolean;
}

function setHeaders(reply: FastifyReply, { policy, https }: Promised) {
  if (https) reply.header('strict-transport-security', 'max-age=31536000');
  reply.headers({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
    'x-frame-options': 'DENY',
  });
}
