import { definePage } from '../../platform/pages/page.ts';

/** One thing that can be set here, for whoever may see it. */
export interface SettingLine {
  readonly href: string;
  readonly text: string;
  readonly words: string;
}

/** What can be set here. */
export interface SettingsPage {
  readonly heading: string;
  readonly lines: readonly SettingLine[];
}

/** `/settings`. */
export const settingsPage = definePage<SettingsPage>('settings/pages/settings.njk');
