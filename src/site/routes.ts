import { get, html, type PublicRequest, type PublicRoute } from '../acts/public-route.ts';
import { rules } from '../law/rules.ts';
import type { AssetLinks } from '../platform/pages/frame.ts';
import { accessibilityFacts } from './accessibility-facts.ts';
import { typedIn } from './duty-form.ts';
import { publicFrame } from './frame.ts';
import { accessibilityPage, presentAccessibility } from './pages/accessibility.ts';
import { contactPage, presentContact } from './pages/contact.ts';
import { homePage, presentHome } from './pages/home.ts';
import { notifyingPage, presentNotifying } from './pages/notifying.ts';
import { familiesPage, presentFamilies } from './pages/families.ts';
import { presentPrivacy, privacyPage } from './pages/privacy.ts';
import { presentProcess, processPage } from './pages/process.ts';
import { presentRulePage, ruleDescription, rulePage, ruleTitle } from './pages/rule.ts';
import { presentRules, rulesPage } from './pages/rules.ts';
import type { PrintedForm } from './printed.ts';
import type { PublishedGroup, PublishedReviews, ThemedReview } from './published.ts';
import { rulesAsked } from './rules-asked.ts';

/** What the public pages need from elsewhere: where the look is served, what the register has published, and the form to print. */
export interface SiteNeeds {
  readonly assets: AssetLinks;
  published(request: PublicRequest): Promise<PublishedReviews>;
  themed(request: PublicRequest): Promise<readonly ThemedReview[]>;
  printed(request: PublicRequest): Promise<PrintedForm | null>;
  groups(request: PublicRequest): Promise<readonly PublishedGroup[]>;
}

/** The ledger of the public pages other than register, learning and intake. */
export function siteRoutes(needs: SiteNeeds): readonly PublicRoute[] {
  const { assets } = needs;
  return [
    get('/', 'site.read', async (request) => {
      const [published, themed, printed] = await Promise.all([
        needs.published(request),
        needs.themed(request),
        needs.printed(request),
      ]);
      const frame = publicFrame(request, assets, {
        title: 'Case reviews',
        section: 'home',
        description:
          'What happened when a child was seriously harmed or died, what was learned, and how to refer a case.',
      });
      return html(
        homePage(frame, presentHome(request.partnership, request.today, { published, themed, printed })),
      );
    }),
    get('/process', 'site.read', async (request) => {
      const frame = publicFrame(request, assets, {
        title: 'How a review works',
        section: 'process',
        description:
          'The steps of a case review, every time limit with its source, and what families can expect.',
      });
      const groups = await needs.groups(request);
      return html(processPage(frame, presentProcess(request.partnership, request.today, groups)));
    }),
    get('/process/families', 'site.read', async (request) => {
      const frame = publicFrame(request, assets, {
        title: 'If a review is about your family',
        here: 'For families',
        section: 'process',
        above: [{ text: 'How a review works', href: '/process' }],
        description:
          'What happens when a review is about your family, who is in the room, and what you can ask.',
      });
      const model = presentFamilies(request.partnership, request.today, await needs.groups(request));
      return html(familiesPage(frame, model));
    }),
    get('/notifying', 'duty.calculate', async (request) => notifying(request, assets)),
    get('/rules', 'site.read', async (request) => allRules(request, assets)),
    ...ruleRoutes(assets),
    get('/contact', 'site.read', async (request) => {
      const frame = publicFrame(request, assets, { title: 'Contact', section: null });
      return html(contactPage(frame, presentContact(request.partnership)));
    }),
    get('/privacy', 'site.read', async (request) => {
      const frame = publicFrame(request, assets, { title: 'Privacy', section: null });
      return html(privacyPage(frame, presentPrivacy(request.partnership)));
    }),
    get('/accessibility', 'site.read', async (request) => {
      const frame = publicFrame(request, assets, { title: 'Accessibility', section: null });
      const model = presentAccessibility(request.partnership, accessibilityFacts);
      return html(accessibilityPage(frame, model));
    }),
  ];
}

const toProcess = { text: 'How a review works', href: '/process' };

function allRules(request: PublicRequest, assets: AssetLinks) {
  const asked = rulesAsked(request.query, request.today);
  const { model, errors } = presentRules(request.partnership, asked, request.today);
  const frame = publicFrame(request, assets, {
    title: model.heading,
    here: 'The time limits we work to',
    section: 'process',
    above: [toProcess],
    description:
      'Every rule of case reviews as data: who, what, within what time, where it is written and how sure that is.',
    errors,
    // Every day is an address of its own; only the page itself is worth finding.
    ...(asked.narrowed ? { robots: 'noindex' } : {}),
  });
  return html(rulesPage(frame, model), errors.length > 0 ? 400 : 200);
}

/** A row for each rule that is held: an address with any other name is none of this site's. */
const ruleRoutes = (assets: AssetLinks): readonly PublicRoute[] =>
  rules.map((rule) =>
    get(`/rules/${rule.id}`, 'site.read', async (request) => {
      const frame = publicFrame(request, assets, {
        title: ruleTitle(rule),
        here: rule.id,
        section: 'process',
        above: [toProcess, { text: 'The time limits we work to', href: '/rules' }],
        description: ruleDescription(rule),
      });
      return html(rulePage(frame, presentRulePage(rule, request.partnership, request.today)));
    }),
  );

function notifying(request: PublicRequest, assets: AssetLinks) {
  const form = typedIn(request.query);
  const { model, title, errors } = presentNotifying(request.partnership, form, request.today);
  const frame = publicFrame(request, assets, {
    title,
    here: 'The council’s duty to notify',
    section: 'process',
    above: [{ text: 'How a review works', href: '/process' }],
    description:
      'The local authority’s duty to notify serious incidents, with a calculator that shows its working.',
    errors,
    // Every pair of dates is an address of its own; only the page itself is worth finding.
    ...(form === null ? {} : { robots: 'noindex' }),
  });
  return html(notifyingPage(frame, model), errors.length > 0 ? 400 : 200);
}
