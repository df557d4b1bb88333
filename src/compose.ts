import type { IncomingMessage, ServerResponse } from 'node:http';
import { holdBack, type Preparing } from './acts/hold-back.ts';
import { servePublic } from './acts/serve-public.ts';
import { serveWorkspace } from './acts/serve-workspace.ts';
import { agencyRoutes } from './agencies/routes.ts';
import { attestationRoutes } from './attestation/routes.ts';
import type { Config } from './config.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { holidayRoutes } from './calendar/routes-holidays.ts';
import { ladderRoutes } from './calendar/routes-ladder.ts';
import { intakeRoutes } from './intake/routes.ts';
import { coordinatorRoutes } from './intake/routes-coordinator.ts';
import { endorsementRoutes } from './intake/routes-endorsement.ts';
import { alikeRoutes } from './intake/routes-alike.ts';
import { documentRoutes } from './documents/routes-case.ts';
import { documentChangeRoutes } from './documents/routes-change.ts';
import { notificationReceiptRoutes } from './documents/routes-receipt.ts';
import { ownFileRoutes } from './documents/routes-own.ts';
import { referralFileRoutes } from './documents/routes-referral.ts';
import { groupRoutes } from './group/routes.ts';
import { groupSettingRoutes } from './group/routes-groups.ts';
import { readPublishedGroups } from './group/store-published.ts';
import { chronologyRoutes } from './chronology/routes.ts';
import { mergedRoutes } from './chronology/routes-merged.ts';
import { pictureRoutes } from './chronology/routes-picture.ts';
import { gridRoutes } from './chronology/routes-grid.ts';
import { laneAnsweringRoutes } from './chronology/routes-own.ts';
import { caseAccessRoutes } from './cases/routes-access.ts';
import { caseRoutes } from './cases/routes.ts';
import { openingRoutes } from './cases/routes-opening.ts';
import { casePeopleRoutes } from './cases/routes-people.ts';
import { familyMapRoutes } from './cases/routes-map.ts';
import { draftRoutes } from './intake/routes-draft.ts';
import { adviceRoutes } from './intake/routes-advice.ts';
import { consultationRoutes } from './intake/routes-consultation.ts';
import { wordRoutes } from './intake/routes-word.ts';
import { paperRoutes } from './intake/routes-paper.ts';
import { openPrintedForms } from './intake/routes-printed.ts';
import { lostReceipt } from './intake/routes-lost-receipt.ts';
import { receiptRoutes } from './intake/routes-receipt.ts';
import { triageRoutes } from './intake/routes-triage.ts';
import { improvementRoutes } from './improvement/routes.ts';
import { learningRoutes } from './learning/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import { meetingRoutes } from './meetings/routes.ts';
import { packRoutes } from './packs/routes.ts';
import { notifiableRoutes } from './notifiable/routes.ts';
import { notificationRoutes } from './notification/routes.ts';
import { wordingRoutes } from './mail/routes-wording.ts';
import { openDirectory } from './partnership/directory.ts';
import { readEditionNumbers, readPartnerships } from './partnership/store.ts';
import { workspacePages } from './people/error-pages.ts';
import { peopleRoutes } from './people/routes.ts';
import { administrationRoutes } from './people/routes-administration.ts';
import { linkRoutes } from './people/routes-link.ts';
import { requestRoutes } from './requests/routes.ts';
import { answeringRoutes } from './requests/routes-answering.ts';
import { signInLinkRoutes } from './people/routes-sign-in-link.ts';
import { readActor, sealForm, unsealForm } from './people/store.ts';
import type { Assets } from './platform/assets/assets.ts';
import type { Clock } from './platform/clock/clock.ts';
import { connect, isUnreachable } from './platform/db/connect.ts';
import type { Server } from './platform/db/server.ts';
import type { FileStore } from './platform/files/disk.ts';
import { contentSecurityPolicy } from './platform/http/instance.ts';
import { prepare } from './platform/http/prepared.ts';
import type { Log } from './platform/log/log.ts';
import { inlineScriptHash } from './platform/pages/page.ts';
import { publishedReviews, themedReviews } from './register/published.ts';
import { registerRoutes } from './register/routes.ts';
import { openRegister } from './register/store.ts';
import { beingPrepared, errorPages } from './site/error-pages.ts';
import { siteRoutes } from './site/routes.ts';
import { rapidReviewRoutes } from './rapid-review/routes.ts';
import { commissionRoutes } from './commission/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { summaryAnsweringRoutes } from './rapid-review/routes-answering.ts';
import { roundRoutes } from './rounds/routes.ts';
import { ownRoundRoutes } from './rounds/routes-own.ts';
import { safetyRoutes } from './safety/routes.ts';
import { scrutinyRoutes } from './scrutiny/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { trailRoutes } from './trail/routes.ts';
import { workRoutes } from './work/routes.ts';

/** What the service is composed from. */
export interface Parts {
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies'>;
  readonly server: Server;
  readonly clock: Clock;
  readonly log: Log;
  readonly assets: Assets;
  /** Where files are kept. */
  readonly files: FileStore;
  /** The second port, at which the training partnership answers; null where there is none. */
  readonly trainingPort: () => number | null;
  /** For how long (milliseconds) the public site may go on without asking whether the register has changed. */
  readonly freshFor: number;
  /** How a partnership stands that is set up while others are served; nobody where it is left out. */
  readonly preparing?: (partnershipId: string) => Preparing | null;
}

/** The service, ready to answer. */
export type App = Awaited<ReturnType<typeof compose>>;

/** The one place where everything is put together. The public site has its own pool and its own role, and nothing of casework. */
export async function compose(parts: Parts) {
  const { config, server, clock, log, assets } = parts;
  const publicDb = connect(server, 'foresight_public', 8);
  const directory = openDirectory({
    publicUrl: config.publicUrl,
    trainingPort: parts.trainingPort,
    freshFor: parts.freshFor,
    read: async () => ({
      partnerships: await readPartnerships(publicDb),
      editions: await readEditionNumbers(publicDb),
    }),
    isAway: isUnreachable,
  });
  let empty = false;
  const errors = errorPages(assets.links, () => empty);
  const registerOf = ({ partnership }: { partnership: { id: string } }) =>
    openRegister(publicDb, partnership.id);
  const printedForms = openPrintedForms();
  const pages = [
    ...siteRoutes({
      assets: assets.links,
      published: (request) => publishedReviews(request, registerOf(request)),
      themed: (request) => themedReviews(registerOf(request)),
      printed: (request) => printedForms.linkOf(request),
      groups: ({ partnership }) => readPublishedGroups(publicDb, partnership.id),
    }),
    ...learningRoutes(assets.links),
    ...intakeRoutes(assets.links, printedForms),
  ];
  const site = await servePublic({
    clock,
    log,
    policy: contentSecurityPolicy(inlineScriptHash),
    trustedProxies: config.trustedProxies,
    https: config.publicUrl?.startsWith('https:') ?? false,
    routes: [
      ...pages,
      ...registerRoutes({
        assets: assets.links,
        registerOf,
        isAway: isUnreachable,
        notFound: errors.notFound,
        otherPages: [...pages.map(({ path }) => path), '/reviews'],
      }),
    ],
    async served(host, port) {
      const found = await directory.at(host, port);
      empty = found === null && (await directory.known()).partnerships.length === 0;
      return found;
    },
    assets: new Map([...assets.byPath].map(([path, asset]) => [path, prepare(200, asset.type, asset.body)])),
    errors,
  });
  const appDb = connect(server, 'foresight_app', 8);
  const workPages = workspacePages(assets.links);
  const room = { db: appDb, clock, assets: assets.links, notFound: workPages.notFound };
  const keeping = { ...room, files: parts.files, log };
  const workRows = [
    ...workRoutes(room),
    ...improvementRoutes(room),
    ...searchRoutes(room),
    ...peopleRoutes(room),
    ...linkRoutes(room),
    ...signInLinkRoutes(room),
    ...administrationRoutes(room),
    ...agencyRoutes(room),
    ...attestationRoutes(room),
    ...mailRoutes(room),
    ...calendarRoutes(room),
    ...holidayRoutes(room),
    ...ladderRoutes(room),
    ...settingsRoutes(room),
    ...groupSettingRoutes(room),
    ...wordingRoutes(room),
    ...receiptRoutes(room),
    ...draftRoutes(room),
    ...consultationRoutes(room),
    ...adviceRoutes(room),
    ...wordRoutes(room),
    ...coordinatorRoutes(room),
    ...paperRoutes(room),
    ...triageRoutes(room),
    ...alikeRoutes(room),
    ...endorsementRoutes(room),
    ...openingRoutes(room),
    ...caseRoutes(room),
    ...casePeopleRoutes(room),
    ...familyMapRoutes(room),
    ...caseAccessRoutes(room),
    ...requestRoutes(room),
    ...answeringRoutes(room),
    ...rapidReviewRoutes(room),
    ...summaryAnsweringRoutes(room),
    ...chronologyRoutes(room),
    ...mergedRoutes(room),
    ...pictureRoutes(room),
    ...laneAnsweringRoutes(room),
    ...gridRoutes(room),
    ...reviewRoutes(room),
    ...commissionRoutes(room),
    ...safetyRoutes(room),
    ...groupRoutes(room),
    ...meetingRoutes(room),
    ...packRoutes(keeping),
    ...roundRoutes(room),
    ...scrutinyRoutes(room),
    ...ownRoundRoutes(keeping),
    ...notifiableRoutes(room),
    ...notificationRoutes(room),
    ...ownFileRoutes(keeping),
    ...referralFileRoutes(keeping),
    ...documentChangeRoutes(keeping),
    ...notificationReceiptRoutes(keeping),
    ...documentRoutes(keeping),
    ...trailRoutes(room),
  ];
  const workspace = await serveWorkspace({
    clock,
    log,
    policy: contentSecurityPolicy(inlineScriptHash),
    trustedProxies: config.trustedProxies,
    https: config.publicUrl?.startsWith('https:') ?? false,
    routes: workRows,
    served: (host, port) => directory.at(host, port),
    actorOf: (token) => readActor(appDb, token),
    seal: (token, partnershipId, text) => sealForm(appDb, token, partnershipId, text),
    unseal: (token, sealed) => unsealForm(appDb, token, sealed),
    pages: { ...workPages, lostReceipt: lostReceipt(room) },
  });
  const { preparing } = parts;
  if (preparing !== undefined)
    for (const instance of [site, workspace])
      holdBack(instance, {
        served: (host, port) => directory.at(host, port),
        preparing,
        page: ({ partnership, origin }, path, stands) =>
          beingPrepared(
            assets.links,
            { partnership, today: clock.today(), path, params: {}, query: new URLSearchParams(), origin },
            stands,
          ),
      });
  await Promise.all([site.ready(), workspace.ready()]);
  // One port, two sites: the first part of the path says whose it is, unless the public site has that very page (`/refer`).
  const ofWorkspace = new Set(workRows.map(({ path }) => path.split('/')[1]));
  const ofSite = new Set(pages.map(({ path }) => path));
  const isWorkspace = (url: string) => {
    const [path = ''] = url.split(/[?#]/, 1);
    return !ofSite.has(path.replace(/\/$/, '')) && ofWorkspace.has(path.split('/', 2)[1]);
  };
  return {
    site,
    workspace,
    directory,
    /** Every row of the workspace's ledgers. */
    rows: workRows,
    isWorkspace,
    handle: (request: IncomingMessage, response: ServerResponse) =>
      (isWorkspace(request.url ?? '/') ? workspace : site).routing(request, response),
    async close() {
      await Promise.all([site.close(), workspace.close()]);
      await Promise.all([publicDb.destroy(), appDb.destroy()]);
    },
  };
}
