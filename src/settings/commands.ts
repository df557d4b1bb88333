import type { View } from '../acts/view.ts';

/** What can be set here. The things themselves have looks of their own. */
export const settings: View<null, true, true> = {
  verb: 'settings.read',
  load: () => Promise.resolve(true as const),
  present: (loaded) => loaded,
  entry: () => ({}),
};
