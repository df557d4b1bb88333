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
}): FastifyInstance {
  const instance = fastify({
    logger: false as unknown as FastifyBaseLogger,
    // Only these proxies' word is taken for where a request comes from, never a number of hops.
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    genReqId: () => newToken(12),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    exposeHeadRoutes: true,
  });
  instance.addHook('onRequest', (_request, reply, done) => {
    setHeaders(reply, settings.policy);
    done();
  });
  return instance;
}

function setHeaders(reply: FastifyReply, policy: string) {
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
