import { systemClock } from '../src/platform/clock/clock.ts';
import { type Marks, openMarks } from './canary-marks.ts';
import { type MarkedOffice, markedOffice, staff } from './canary-office.ts';
import { everybody, type Persona } from './canary-personas.ts';
import { officeIn, openOffice } from './casework.ts';

/** Two partnerships full of markers, and everybody who may look for them. */
export interface CanaryWorld {
  readonly marks: Marks;
  readonly offices: readonly [MarkedOffice, MarkedOffice];
  readonly personas: readonly Persona[];
  close(): Promise<void>;
}

/** Two partnerships at work with three cases each, and people in every role and relation to those of the first. */
export async function openCanaryWorld(): Promise<CanaryWorld> {
  const marks = openMarks();
  const east = await staff(marks, await openOffice(systemClock.today().toString(), 'Eastwick'));
  const west = await staff(marks, await officeIn(east.office.world, 'Westwick'));
  const [eastern, western] = [await markedOffice(east), await markedOffice(west)];
  const personas = await everybody(east, eastern, west);
  return {
    marks,
    offices: [eastern, western],
    personas,
    async close() {
      await west.office.close();
      await east.office.close();
    },
  };
}
