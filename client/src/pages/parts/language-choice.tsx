import { type Language, languageNames, languages, ownNames } from '@pollcast/shared/words';
import { language, words } from '../words/words.ts';
import { changeLanguage } from './language.ts';
import './language-choice.css';

/** Every language by its own name. */
export function LanguageChoice() {
  return (
    <label class="language-choice">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
      </svg>
      <span class="code" aria-hidden="true">
        {language()}
      </span>
      <select
        aria-label={words('language.choose')}
        value={language()}
        onChange={({ currentTarget }) => void changeLanguage(currentTarget.value as Language)}
      >
        {languageNames.map((name) => (
          <option key={name} value={name} lang={name} dir={languages[name].direction}>
            {ownNames[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
