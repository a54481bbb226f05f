import type { CommonSettings } from './settings.ts';

/** What a poll of any kind gets where its settings are silent. */
export const DEFAULT_SETTINGS: CommonSettings = {
  results: 'always',
  changeable: true,
  turnout: true,
  durationMs: null,
};
