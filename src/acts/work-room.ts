import type { AssetLinks } from '../platform/pages/frame.ts';
import type { Room } from './command.ts';
import { isId, type WorkAnswer, type WorkRequest } from './work-route.ts';

/** What the doors of the workspace need of the house. */
export interface WorkRoom extends Room {
  readonly assets: AssetLinks;
  /** The page that is shown for whatever is not there, or not yours. */
  readonly notFound: (request: WorkRequest) => string;
}

/** A request with what answers it. */
export interface Here<Ground extends WorkRoom = WorkRoom> {
  readonly room: Ground;
  readonly request: WorkRequest;
}

/** What is said of everything that is not there, or not for this person: the same bytes. */
export const absent = ({ notFound }: Pick<WorkRoom, 'notFound'>, request: WorkRequest): WorkAnswer => ({
  status: 404,
  body: notFound(request),
});

/** The same, where room and request stand together. */
export const hidden = ({ room, request }: Here): WorkAnswer => absent(room, request);

/** Makes the handler of a row from one that takes both together; where it answers null, nothing is there. */
export const answering =
  <Ground extends WorkRoom>(room: Ground) =>
  (handle: (here: Here<Ground>) => Promise<WorkAnswer | null>) =>
  async (request: WorkRequest): Promise<WorkAnswer> =>
    (await handle({ room, request })) ?? absent(room, request);

/** An identifier that nothing has. What is no identifier at all is looked up as this one: the same entry, the same work. */
export const nobodysId = '00000000-0000-0000-0000-000000000000';

/** The identifier in the address under that name; one that nothing has for what is none. */
export function idIn({ params }: Pick<WorkRequest, 'params'>, name = 'id'): string {
  const given = params[name] ?? '';
  return isId(given) ? given : nobodysId;
}
