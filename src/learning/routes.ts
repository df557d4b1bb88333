import { get, html, type PublicRoute } from '../acts/public-route.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { publicFrame } from '../site/frame.ts';
import { nationalPublications } from './national.ts';
import { learningPage, presentLearning } from './pages/learning.ts';

/** The ledger of the learning slice. `assets` says where the look of this build is served. */
export function learningRoutes(assets: AssetLinks): readonly PublicRoute[] {
  return [
    get('/learning', 'site.read', async (request) => {
      const { name, settings } = request.partnership;
      const frame = publicFrame(request, assets, {
        title: 'Learning from reviews',
        section: 'learning',
        description:
          'Our case reviews and newsletters, and the national reviews and annual reports of the Panel.',
      });
      return html(
        learningPage(frame, presentLearning(name, settings.newslettersAddress, nationalPublications)),
      );
    }),
  ];
}
