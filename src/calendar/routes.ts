import { may } from '../access/policy.ts';
import { formKey, performOnce, sentForm } from '../acts/once.ts';
import { perform } from '../acts/command.ts';
import { words } from '../acts/refusal.ts';
import { look } from '../acts/view.ts';
import { absent, answering, type Here, idIn, type WorkRoom } from '../acts/work-room.ts';
import { bearerOf, page, post, type WorkAnswer, type WorkRoute } from '../acts/work-route.ts';
import { typedLine } from '../intake/typed.ts';
import { lastAnnouncedYear } from '../law/bank-holidays.ts';
import { partnershipDutiesBetween } from '../site/partnership-duties.ts';
import { workspaceFrame } from '../people/frame.ts';
import { london, newToken } from '../platform/clock/clock.ts';
import { monthOfYear } from '../platform/pages/filters.ts';
import { dueBetween, endFeed, makeFeed, ownFeeds, readFeed, timely } from './commands.ts';
import { duty, placeOf } from './due-thing.ts';
import { calendarFile } from './ical.ts';
import { monthAddress, monthAsked, monthHeading, monthSheet, sheetDays } from './month.ts';
import { feedsPage } from './pages/feeds.ts';
import { monthPage } from './pages/month.ts';
import { presentTimeliness, timelinessPage } from './pages/timeliness.ts';
import { mostDue } from './store-due.ts';
import { mostTimely } from './store-timely.ts';
import { reportingYear, yearAsked, yearOf } from './timeliness.ts';

/** The ledger of the calendar: a month of what is due, the addresses by which calendar programs ask, and what was on time. */
export function calendarRoutes(room: WorkRoom): readonly WorkRoute[] {
  const open = answering(room);
  return [
    page('/calendar', 'calendar.read', 'session', open(showMonth)),
    page(
      '/calendar/addresses',
      'feed.list',
      'session',
      open((here) => feedsAnswer(here, null, null)),
    ),
    post('/calendar/addresses', 'feed.make', 'session', open(takeFeed), (request) =>
      feedsAnswer({ room, request }, null, null),
    ),
    post('/calendar/addresses/:id/take-back', 'feed.revoke', 'session', open(takeBack)),
    page('/calendar-feed/:secret', 'feed.read', 'anyone', open(showFeed)),
    page('/timeliness', 'timeliness.read', 'session', open(showTimeliness)),
  ];
}

async function showMonth({ room, request }: Here): Promise<WorkAnswer | null> {
  const first = monthAsked(request.query.get('month'), request.today);
  const { actor } = bearerOf(request);
  const outcome = await look(room, bearerOf(request), dueBetween, sheetDays(first));
  if (outcome.outcome !== 'done') return null;
  const { calendar } = request.partnership.settings;
  const things = outcome.done.slice(0, mostDue);
  const weeks = monthSheet(first, things, calendar, request.today);
  const month = monthOfYear(first);
  const open = outcome.done.filter(
    ({ dueOn, metOn }) => dueOn.month === first.month && metOn === null,
  ).length;
  const heading = monthHeading(month, open, mostDue);
  const turn = (months: number) => {
    const day = first.add({ months });
    const href = monthAddress(day);
    return href === null ? null : { text: monthOfYear(day), href };
  };
  const body = monthPage(workspaceFrame(request, room.assets, { title: heading, section: 'calendar' }), {
    heading,
    month,
    weeks,
    listed: weeks.flat().filter((one) => one.inMonth && (one.things.length > 0 || one.holiday !== null)),
    earlier: turn(-1),
    later: turn(1),
    thisMonth: first.equals(request.today.with({ day: 1 })),
    cut: outcome.done.length > mostDue,
    provisional: first.year > lastAnnouncedYear,
    announcedTo: lastAnnouncedYear,
    mayCount: may(actor, 'timeliness.read'),
    partnership: partnershipDutiesBetween(first, first.add({ months: 1 }).subtract({ days: 1 })),
  });
  return { status: 200, body };
}

const inLondon = (at: Temporal.Instant | null) => at?.toZonedDateTimeISO(london) ?? null;

async function feedsAnswer(
  here: Here,
  problem: string | null,
  made: string | null,
): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const outcome = await look(room, bearerOf(request), ownFeeds, null);
  if (outcome.outcome !== 'done') return null;
  const heading = 'Your own calendar';
  const frame = workspaceFrame(request, room.assets, {
    title: heading,
    section: 'calendar',
    backLink: { text: 'Calendar', href: '/calendar' },
    errors: problem === null ? [] : [{ text: problem, href: '#label' }],
  });
  const body = feedsPage(frame, {
    heading,
    formToken: request.formToken,
    // What was sent made its address; another form makes another.
    formKey: formKey(made === null ? request.form : new URLSearchParams()),
    label: made === null ? typedLine(request.form.get('label')).slice(0, 400) : '',
    problem,
    made,
    feeds: outcome.done.map(({ id, label, madeAt, askedAt, revokedAt }) => ({
      id,
      label,
      made: madeAt.toZonedDateTimeISO(london),
      asked: inLondon(askedAt),
      revoked: inLondon(revokedAt),
    })),
  });
  return { status: problem === null ? 200 : 400, body };
}

async function takeFeed(here: Here): Promise<WorkAnswer | null> {
  const { room, request } = here;
  const label = typedLine(request.form.get('label'));
  if (label === '' || label.length > 100)
    return feedsAnswer(here, 'Say for which device or program, in no more than 100 characters', null);
  const secret = newToken(32);
  const wish = { label, secret };
  const at = '/calendar/addresses';
  const outcome = await performOnce(room, bearerOf(request), makeFeed, wish, sentForm(request), () => at);
  if (outcome.outcome === 'done')
    return feedsAnswer(here, null, `${request.origin}/calendar-feed/${secret}.ics`);
  if (outcome.outcome === 'repeated') return { seeOther: outcome.location };
  if (outcome.outcome === 'not-found' || outcome.refusal.refused === 'not-permitted') return null;
  return feedsAnswer(here, words(outcome.refusal), null);
}

async function takeBack({ room, request }: Here): Promise<WorkAnswer | null> {
  const outcome = await perform(room, bearerOf(request), endFeed, { id: idIn(request) });
  if (outcome.outcome === 'not-found') return null;
  if (outcome.outcome === 'refused' && outcome.refusal.refused === 'not-permitted') return null;
  return { seeOther: '/calendar/addresses' };
}

/** What an address that opens nothing answers is what any page that is not there answers. */
async function showFeed({ room, request }: Here): Promise<WorkAnswer> {
  const secret = (request.params['secret'] ?? '').replace(/\.ics$/, '');
  const { partnership, origin, today } = request;
  const things = /^[0-9A-Z]{32}$/.test(secret)
    ? await readFeed(room.db, partnership.id, secret, today)
    : null;
  if (things === null) return absent(room, request);
  const host = new URL(origin).hostname;
  const events = things.slice(0, mostDue).map((thing) => ({
    uid: `${thing.reference}/${thing.kind}/${thing.what}@${host}`,
    day: thing.dueOn,
    summary: `${thing.reference}: ${duty(thing)}${thing.pausedOn === null ? '' : ' (paused)'}`,
    url: `${origin}${placeOf(thing)}`,
  }));
  const file = calendarFile(`${partnership.referencePrefix}: what is due`, events, room.clock.now());
  return { file: new TextEncoder().encode(file), type: 'text/calendar; charset=utf-8', saveAs: 'due.ics' };
}

async function showTimeliness({ room, request }: Here): Promise<WorkAnswer | null> {
  const year = yearAsked(request.query.get('year'), request.today);
  const bearer = bearerOf(request);
  const outcome = await look(room, bearer, timely, year);
  if (outcome.outcome !== 'done') return null;
  const { calendar } = request.partnership.settings;
  const turn = (begins: number) => ({
    text: reportingYear(begins).name,
    href: `/timeliness?year=${begins}`,
  });
  const { actor } = bearer;
  const model = {
    ...presentTimeliness(outcome.done.slice(0, mostTimely), year, calendar, request.today),
    year,
    earlier: year.begins > 2013 ? turn(year.begins - 1) : null,
    later: year.begins < yearOf(request.today).begins ? turn(year.begins + 1) : null,
    partial:
      actor.kind === 'member' && !actor.roles.some((role) => role === 'coordinator' || role === 'chair'),
    cut: outcome.done.length > mostTimely,
  };
  const frame = workspaceFrame(request, room.assets, { title: model.heading, section: 'calendar' });
  return { status: 200, body: timelinessPage(frame, model) };
}
