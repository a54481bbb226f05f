export type { Catalogue, Given, WordKey } from './catalogue.ts';
export {
  DEFAULT_LANGUAGE,
  isLanguage,
  LANGUAGE_COOKIE,
  type Language,
  languageNames,
  languages,
  ownNames,
} from './languages.ts';
export {
  factsOf,
  groupText,
  meanOf,
  rightCountText,
  rightText,
  saidIn,
  spokenResult,
  taskText,
  whyNoResult,
  wonText,
} from './poll-words.ts';
export { loadSpeech, type Speech } from './speech.ts';
