import type { WorkRoom } from '../acts/work-room.ts';
import type { WorkRequest } from '../acts/work-route.ts';
import { referrerFrame } from './frame.ts';
import { receiptPage } from './pages/receipt.ts';

/** The page for a form whose receipt the browser no longer holds, or holds another than it needs: it asks for it, and holds what was typed until then. */
export function lostReceipt(room: Pick<WorkRoom, 'assets'>): (request: WorkRequest) => string {
  return (request) => {
    const kept = [...request.form]
      .filter(([name]) => name !== 'form-token')
      .map(([name, value]) => ({ name, value }));
    const frame = referrerFrame(request, room.assets, { title: 'Come back with your receipt' });
    const { formToken, path } = request;
    return receiptPage(frame, { formToken, problem: null, typed: '', action: path, kept });
  };
}
