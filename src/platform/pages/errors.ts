import type { Link } from './frame.ts';
import { definePage } from './page.ts';

/** What a page that was not found may offer instead. The same for what is not there and what is not yours, to the byte. */
export interface NotFoundModel {
  readonly elsewhere: readonly Link[];
}

/** `waitSeconds` is how long until the next request is answered. */
export interface TooManyModel {
  readonly waitSeconds: number;
}

/** `requestId` is written in the log beside the fault, so that whoever mends it can find it. */
export interface FaultModel {
  readonly requestId: string;
  readonly contact: Link | null;
}

/** Whom to ask if it lasts; null where no way has been set. */
export interface UnavailableModel {
  readonly contact: Link | null;
}

/** 404. */
export const notFound = definePage<NotFoundModel>('platform/pages/not-found.njk');

/** 429. */
export const tooMany = definePage<TooManyModel>('platform/pages/too-many.njk');

/** 500. */
export const fault = definePage<FaultModel>('platform/pages/fault.njk');

/** 503, while the pages themselves can still be made. */
export const unavailable = definePage<UnavailableModel>('platform/pages/unavailable.njk');

/** 503 when not even a template can be read: a whole document that needs nothing. */
export function fallback503(): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>This service is not working</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
  </head>
  <body>
    <main>
      <h1>This service is not working</h1>
      <p>We know about it. Try again in a few minutes.</p>
      <p>If someone is in danger now, call 999. Do not wait for this service.</p>
    </main>
  </body>
</html>
`;
}
