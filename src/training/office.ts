import type { Bearer } from '../acts/command.ts';
import { look, type View } from '../acts/view.ts';
import type { CurrentAgency } from '../agencies/agency.ts';
import type { TrainingCases } from './files.ts';
import type { Ground, Sessions } from './people.ts';
import type { TrainingReviews } from './reviews-file.ts';
import type { Progress } from './store.ts';

/** Everything by which the training cases are made. */
export interface Office {
  readonly ground: Ground;
  readonly sessions: Sessions;
  readonly files: TrainingCases;
  readonly reviews: TrainingReviews;
  readonly coordinator: string;
  readonly chair: string;
  readonly agencies: readonly CurrentAgency[];
  readonly people: Progress['people'];
}

/** What somebody sees who looks, as a page looks. Throws where there is nothing to see: what is looked at has been made before. */
export async function seen<Input, Loaded, Model>(
  { ground }: Pick<Office, 'ground'>,
  by: Bearer,
  view: View<Input, Loaded, Model>,
  input: Input,
): Promise<Model> {
  const looked = await look(ground, by, view, input);
  if (looked.outcome !== 'done') throw new Error(`what was made for training is not there: ${view.verb}`);
  return looked.done;
}

/** A form as it is sent; what is ticked more than once is sent more than once. */
export function formFrom(boxes: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, given] of Object.entries(boxes))
    for (const one of typeof given === 'string' ? [given] : given) form.append(name, one);
  return form;
}

/** An agency that is involved in a case, by its name. */
export function agencyNamed(
  { involved }: { readonly involved: readonly { readonly id: string; readonly name: string }[] },
  name: string,
): string {
  const found = involved.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the training data has no agency "${name}" in the case`);
  return found.id;
}
