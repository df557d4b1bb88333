/** What a person can be in a partnership. The administrator runs the service and sees no casework. */
export const roles = [
  'coordinator',
  'chair',
  'member',
  'safeguarding-lead',
  'notifier',
  'partner-delegate',
  'reviewer',
  'scrutineer',
  'administrator',
  'inspector',
] as const;

export type Role = (typeof roles)[number];

/** An invitation to a role, as it was asked for. */
export interface NewInvitation {
  readonly partnershipId: string;
  readonly email: string;
  readonly role: Role;
  /** After which the link is dead. */
  readonly expiresAt: Temporal.Instant;
}

/** How long an invitation's link lives. */
export const invitationLife = Temporal.Duration.from({ hours: 72 });

const words: Readonly<Record<Role, string>> = {
  coordinator: 'safeguarding coordinator',
  chair: 'chair of the group',
  member: 'agency representative',
  'safeguarding-lead': 'safeguarding lead',
  notifier: 'local authority notifier',
  'partner-delegate': 'delegate of a safeguarding partner',
  reviewer: 'reviewer',
  scrutineer: 'independent scrutineer',
  administrator: 'administrator',
  inspector: 'inspector',
};

/** What a role is called. */
export const roleWords = (role: string): string => words[roles.find((one) => one === role) ?? 'member'];
