import type { GridAnswer, GridBegin, GridRow } from './grid-begin.ts';
import type { AskHeadings } from './grid-paste.ts';
import { Closed } from './outbox.ts';

/** The grid's two questions to the service. */
export interface Questions {
  readonly send: (rows: readonly GridRow[]) => Promise<GridAnswer>;
  readonly headings: AskHeadings;
}

/** Milliseconds after which nobody waits for an answer any more. */
const patience = { send: 20_000, headings: 2_500 } as const;

/** Speaks with the service as a form of this page would. */
export function questionsTo({ action, formToken }: GridBegin): Questions {
  const ask = async (name: string, value: unknown, within: number): Promise<unknown> => {
    const body = new URLSearchParams({ 'form-token': formToken, [name]: JSON.stringify(value) });
    const answer = await fetch(action, { method: 'POST', body, signal: AbortSignal.timeout(within) });
    if (answer.ok && answer.headers.get('content-type')?.startsWith('application/json') === true)
      return answer.json();
    // A fault of the service is tried again; a page in place of an answer means that the link is closed.
    throw answer.status >= 500 ? new Error(`the service answered ${answer.status}`) : new Closed();
  };
  return {
    send: async (rows) => (await ask('rows', rows, patience.send)) as GridAnswer,
    headings: async (lines) => {
      try {
        return ((await ask('lines', lines, patience.headings)) as { found: Awaited<ReturnType<AskHeadings>> })
          .found;
      } catch {
        return null;
      }
    },
  };
}
