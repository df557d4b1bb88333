import { parseArgs } from 'node:util';
import { type Clocks, clocksFor } from '../law/clocks.ts';
import { confidenceWords } from '../law/confidence.ts';
import {
  type Conventions,
  conventionWords,
  liverpoolConventions,
  type RapidReviewStart,
  rapidReviewStarts,
} from '../law/conventions.ts';
import { type Day, inWords, parseDay } from '../law/day.ts';
import type { Due } from '../law/due.ts';
import { editionNamed } from '../law/editions.ts';
import { disorderOf, type Facts, incidentEvents } from '../law/facts.ts';
import { withinWords } from '../law/why.ts';
import { OutsideCalendar } from '../law/working-days.ts';
import { type CommandLine, exit } from './command-line.ts';

const usage = `Usage: foresight clock --became-aware DATE [options]

Works out by when the law and the statutory guidance ask for what, and shows how.
Needs no server and no database. A DATE is written YYYY-MM-DD.

  --became-aware DATE       the local authority became aware (required)
  --event EVENT             ${incidentEvents.join(', ')}
                            (${incidentEvents[0]} unless given)
  --partners-aware DATE     the safeguarding partners became aware, if on another day
  --notified DATE           the notification was sent
  --review-decided DATE     it was decided to start the review
  --publish-on DATE         publication is planned for that day
  --published-on DATE       the report was published

How days are counted; without these, Liverpool's settings hold:
  --rapid-review-from HOW   ${rapidReviewStarts.join(', ')}
  --clear-days              seven clear working days before publication
  --local-start DATE        the local arrangements of 2018 began

  --json                    one JSON object
  --help                    this text

Exit codes: 0 answered, 2 the call cannot be answered as it stands.
`;

const options = {
  'became-aware': { type: 'string' },
  event: { type: 'string' },
  'partners-aware': { type: 'string' },
  notified: { type: 'string' },
  'review-decided': { type: 'string' },
  'publish-on': { type: 'string' },
  'published-on': { type: 'string' },
  'rapid-review-from': { type: 'string' },
  'clear-days': { type: 'boolean' },
  'local-start': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Flag = keyof typeof options;
type Flags = { readonly [name in Flag]?: (typeof options)[name]['type'] extends 'string' ? string : boolean };
type TextFlag = { [name in Flag]: (typeof options)[name]['type'] extends 'string' ? name : never }[Flag];

/** The words of the call are wrong; the message is the one sentence the caller gets. */
class WrongCall extends Error {}

/** `foresight clock`: the legal time limits that follow from the days given. Reads nothing and writes nothing. */
export const clock: CommandLine = {
  name: 'clock',
  summary: 'work out by when the law asks for what',
  usage,
  run(args, io) {
    try {
      const flags = readFlags(args);
      if (flags.help === true) {
        io.out(usage);
        return Promise.resolve(exit.done);
      }
      const answer = clocksFor(readFacts(flags), readConventions(flags));
      for (const note of answer.notes) if (note.code === 'provisional') io.err(`Warning: ${note.words}\n`);
      io.out(flags.json === true ? `${JSON.stringify(asJson(answer))}\n` : asText(answer));
      return Promise.resolve(exit.done);
    } catch (error) {
      if (!(error instanceof WrongCall) && !(error instanceof OutsideCalendar)) throw error;
      io.err(`${error.message}\n`);
      return Promise.resolve(exit.usage);
    }
  },
};

function readFlags(args: readonly string[]): Flags {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options, strict: true, tokens: true });
    const seen = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== 'option') continue;
      if (seen.has(token.name)) throw new WrongCall(`--${token.name} was given more than once.`);
      seen.add(token.name);
    }
    return values;
  } catch (error) {
    throw wrongFlags(error);
  }
}

/** One sentence of our own for each way in which node:util refuses a call. */
function wrongFlags(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const named = /'([^'\s]*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new WrongCall(`There is no option ${named}; foresight clock --help lists those there are.`);
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return new WrongCall(`"${named}" stands alone; every date of this command follows an option.`);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return wrongValue(/--([a-z-]+)/.exec(error.message)?.[1] ?? '');
    default:
      return error;
  }
}

function wrongValue(name: string): WrongCall {
  const takesValue = Object.entries(options).some(([flag, { type }]) => flag === name && type === 'string');
  return new WrongCall(takesValue ? `--${name} needs a value after it.` : `--${name} takes no value.`);
}

function readFacts(flags: Flags): Facts {
  const becameAware = readDay(flags, 'became-aware');
  if (becameAware === null) {
    throw new WrongCall(
      '--became-aware is missing: the day the local authority became aware, as YYYY-MM-DD.',
    );
  }
  const facts: Facts = {
    event: oneOf(flags, 'event', incidentEvents) ?? 'notifiable-incident',
    becameAware,
    partnersAware: readDay(flags, 'partners-aware'),
    notified: readDay(flags, 'notified'),
    reviewDecided: readDay(flags, 'review-decided'),
    publishOn: readDay(flags, 'publish-on'),
    publishedOn: readDay(flags, 'published-on'),
  };
  const disorder = disorderOf(facts);
  if (disorder !== null) throw new WrongCall(disorder.words);
  return facts;
}

function readConventions(flags: Flags): Conventions {
  const localStart = readDay(flags, 'local-start');
  const from: RapidReviewStart | null = oneOf(flags, 'rapid-review-from', rapidReviewStarts);
  return {
    ...liverpoolConventions,
    rapidReviewFrom: from ?? liverpoolConventions.rapidReviewFrom,
    clearDaysBeforePublication: flags['clear-days'] ?? liverpoolConventions.clearDaysBeforePublication,
    ...(localStart === null ? {} : { localStart, localStartExact: true }),
  };
}

function readDay(flags: Flags, name: TextFlag): Day | null {
  const text = flags[name];
  if (text === undefined) return null;
  if (text.trim() === '') throw new WrongCall(`--${name} is empty; it needs a date written YYYY-MM-DD.`);
  const read = parseDay(text);
  if (read !== null) return read;
  throw new WrongCall(
    /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? `--${name} ${text} is a day that does not exist.`
      : `--${name} ${JSON.stringify(text)} is not a date written YYYY-MM-DD.`,
  );
}

function oneOf<Word extends string>(flags: Flags, name: TextFlag, words: readonly Word[]): Word | null {
  const text = flags[name];
  if (text === undefined) return null;
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new WrongCall(`--${name} ${JSON.stringify(text)} is none of ${words.join(', ')}.`);
}

function asJson(answer: Clocks): object {
  return {
    edition: answer.edition,
    clocks: answer.clocks.map(clockAsJson),
    notes: answer.notes.map((note) => note.words),
  };
}

function clockAsJson(answer: Due): object {
  return {
    rule: answer.rule.id,
    edition: answer.edition,
    what: answer.rule.what,
    holder: answer.rule.holder,
    from: answer.from.toString(),
    within: answer.within,
    due: answer.due.toString(),
    kind: answer.kind,
    steppedOver: answer.steppedOver.map((holiday) => holiday.day.toString()),
    convention: answer.convention,
    source: answer.rule.source,
    confirmed: answer.confirmed,
    provisional: answer.provisional,
    confidence: confidenceWords(answer.rule.confidence),
    trigger: answer.trigger,
    conventionInWords: conventionWords[answer.convention],
    calendar: answer.calendar,
    why: answer.why,
  };
}

const kindWords = { by: 'by', 'not-after': 'not after', 'not-before': 'not before' } as const;

function asText(answer: Clocks): string {
  const edition = answer.edition === null ? 'No edition is held' : editionNamed(answer.edition).title;
  const lines = [
    edition,
    '',
    ...answer.clocks.flatMap(clockAsLines),
    ...answer.notes.map((note) => `Note. ${note.words}`),
  ];
  return `${lines.join('\n')}\n`;
}

function clockAsLines(answer: Due): readonly string[] {
  const marks = [
    answer.edition,
    answer.confirmed ? 'confirmed' : `not confirmed (${confidenceWords(answer.rule.confidence)})`,
    ...(answer.provisional ? ['provisional'] : []),
  ];
  const when = `${kindWords[answer.kind]} ${inWords(answer.due)}`;
  return [
    `${answer.rule.id.padEnd(7)} ${when.padEnd(36)} ${answer.rule.what}`,
    `        ${withinWords(answer.within)}; ${answer.rule.holder}; ${marks.join('; ')}`,
    `        ${answer.why}`,
    `        ${conventionWords[answer.convention]}`,
    `        ${answer.rule.source}`,
    '',
  ];
}
