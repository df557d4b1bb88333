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
  'person.list': { recorded: true, words: 'see who is here, in which roles, and who is invited' },
  'person.reset': { recorded: true, words: 'let a person set a new password and authenticator' },
  'invitation.revoke': { recorded: true, words: 'take an invitation back' },
  'membership.end': { recorded: true, words: 'end a role of a person' },
  'session.begin': { recorded: true, words: 'sign in' },
  'session.end': { recorded: true, words: 'sign out, or end a session elsewhere' },
  'session.list': { recorded: true, words: 'see where one is signed in' },
  'work.read': { recorded: true, words: 'see what is due' },
  'invitation.accept': { recorded: true, words: 'accept an invitation and set up an account' },
  'invitation.read': { recorded: true, words: 'open an invitation by its link' },
  'referral.begin': { recorded: true, words: 'begin a referral and get its receipt' },
  'referral.expire': { recorded: true, words: 'destroy a draft referral that was not sent in time' },
  'referral.write': { recorded: true, words: 'write answers of one’s own draft referral' },
  'referral.send': { recorded: true, words: 'send a referral' },
  'referral.follow': { recorded: true, words: 'see one’s own referral by its receipt' },
  'referral.read': { recorded: true, words: 'read a referral that was sent' },
  'referral.receive': { recorded: true, words: 'acknowledge a referral' },
  'receipt.replace': { recorded: true, words: 'replace a lost receipt, the old one dying' },
  'register.import': { recorded: true, words: 'bring published reviews into the register' },
  'trail.verify': { recorded: true, words: 'check that the audit trail is whole' },
} as const satisfies Record<string, { recorded: boolean; words: string }>;

/** The name of an act. */
export type Verb = keyof typeof verbs;
