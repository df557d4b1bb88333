import { look } from '../acts/view.ts';
import { answering, hidden, idIn } from '../acts/work-room.ts';
import { bearerOf, page, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { dayOf, referenceOf } from '../intake/referral.ts';
import { workspaceFrame } from '../people/frame.ts';
import { type ReferralFiles, referralFiles } from './commands.ts';
import { heldHeading, heldPage } from './pages/held.ts';
import { referralFilesPage } from './pages/referral-files.ts';
import type { DocumentRoom } from './room.ts';
import { fileRows, type Here, type Keeper } from './routes-file.ts';
import { showFile } from './shown.ts';

/** The ledger of what came with a referral, for the coordinator and for whoever reads it with its case. */
export function referralFileRoutes(room: DocumentRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/referrals/:id/files', 'referral.read', 'session', open(showFiles)),
    ...fileRows(room, '/referrals/:id/files/:file', keeperOf),
  ];
}

async function filesOf(here: Here): Promise<ReferralFiles | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), referralFiles, { id: idIn(here.request, 'id') });
  return outcome.outcome === 'done' ? outcome.done : null;
}

const nameOf = ({ referral: { number, sentAt } }: ReferralFiles) => referenceOf(number, dayOf(sentAt));

async function showFiles(here: Here): Promise<WorkAnswer> {
  const { room, request } = here;
  const found = await filesOf(here);
  if (found === null) return hidden(here);
  const reference = nameOf(found);
  const { files, referral } = found;
  const count = files.length;
  const heading = `${count === 0 ? 'No files' : count === 1 ? '1 file' : `${count} files`} with ${reference}`;
  const backLink = { text: reference, href: `/referrals/${referral.id}` };
  const frame = workspaceFrame(request, room.assets, { title: heading, section: 'today', backLink });
  const base = `/referrals/${referral.id}/files`;
  const model = { reference, heading, files: files.map((file) => showFile(file, base)) };
  return { status: 200, body: referralFilesPage(frame, model) };
}

function keeperOf(here: Here): Keeper {
  const { room, request } = here;
  const referral = idIn(here.request, 'id');
  const list = `/referrals/${referral}/files`;
  return {
    place: { referral },
    path: `${list}/${idIn(here.request, 'file')}`,
    // By its number among the files of the referral, whose own name is not for a folder of downloads.
    savedAs: ({ number, kind }) => `referral-${referral.slice(0, 8)}-file-${number}.${kind}`,
    async find() {
      const file = (await filesOf(here))?.files.find(({ id }) => id === idIn(here.request, 'file'));
      return file === undefined ? null : { file, withdrawn: false };
    },
    async show(model, status) {
      const heading = heldHeading(model);
      const errors =
        model.problem === null ? [] : [{ text: model.problem, href: model.canRelease ? '#reason' : null }];
      const frame = workspaceFrame(request, room.assets, {
        title: heading,
        section: 'today',
        backLink: { text: 'Files of the referral', href: list },
        errors,
      });
      return { status, body: heldPage(frame, { ...model, header: null, heading }) };
    },
  };
}
