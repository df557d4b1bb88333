import type { Day } from '../law/day.ts';
import { type DatedName, nameOn } from '../partnership/partnership.ts';
import type { Capacity, LimbAnswer, Position } from './decision.ts';
import type { PlanKind, SeatCapacity } from './membership.ts';

/** In which capacity somebody was there, in words. */
export const capacityWords: Readonly<Record<Capacity, string>> = {
  member: 'Member of the group',
  attending: 'In attendance',
  informing: 'Giving information only',
};

/** The answer to a limb, in words. */
export const answerWords: Readonly<Record<LimbAnswer, string>> = {
  met: 'Met',
  'not-met': 'Not met',
  unclear: 'Unclear',
};

/** What a partner thinks of the decision, in words. */
export const positionWords: Readonly<Record<Position, string>> = {
  agrees: 'Agrees',
  disagrees: 'Disagrees',
  'no-view': 'No view given',
};

/** The group's own name on that day; "The group" where it had none that is on record. */
export const groupName = (names: readonly DatedName[], on: Day): string =>
  nameOn(names, 'group', on)?.name ?? 'The group';

const seatCapacityWords: Readonly<Record<SeatCapacity, string>> = {
  member: 'As a member',
  attending: 'In attendance',
};

/** How whoever has a seat is there. */
export const capacityOfSeat = (capacity: SeatCapacity): string => seatCapacityWords[capacity];

const planWords: Readonly<Record<PlanKind, string>> = {
  'single-agency': 'Single-agency plans',
  'multi-agency': 'Multi-agency plans',
};

/** Which action plans, in words. */
export const plansInWords = (plans: PlanKind): string => planWords[plans];
