/**
 * Every act of the service, once. Routes, policy, audit entries and the glossary are keyed by it. `recorded` says whether
 * the act leaves an entry in the audit trail: all do but the reading of what is public.
 */
export const verbs = {
  'site.read': { recorded: false, words: 'read a page of the public site' },
  'register.read': { recorded: false, words: 'read or search the published reviews' },
  'duty.calculate': { recorded: false, words: 'work out by when a duty falls due' },
  'intake.start': { recorded: false, words: 'read how to consult about or refer a case' },
  'partnership.create': { recorded: true, words: 'set up a partnership' },
  'person.invite': { recorded: true, words: 'invite a person to a role' },
  'session.begin': { recorded: true, words: 'sign in' },
  'session.end': { recorded: true, words: 'sign out, or end a session elsewhere' },
  'session.list': { recorded: true, words: 'see where one is signed in' },
  'work.read': { recorded: true, words: 'see what is due' },
  'invitation.accept': { recorded: true, words: 'accept an invitation and set up an account' },
  'invitation.read': { recorded: true, words: 'open an invitation by its link' },
  'register.import': { recorded: true, words: 'bring published reviews into the register' },
  'trail.verify': { recorded: true, words: 'check that the audit trail is whole' },
} as const satisfies Record<string, { recorded: boolean; words: string }>;

/** The name of an act. */
export type Verb = keyof typeof verbs;
