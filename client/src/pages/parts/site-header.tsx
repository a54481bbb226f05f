import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { LanguageChoice } from './language-choice.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import './site-header.css';

/** The top line of a page: where one is, language and theme. */
export function SiteHeader({ children }: { children?: ComponentChildren }) {
  return (
    <header class="site-header">
      <a class="wordmark" href="/" aria-label={words('app.home')}>
        <svg viewBox="0 0 20 16" aria-hidden="true">
          <path d="M2 2h16M2 8h11M2 14h5" />
        </svg>
        {children === undefined && <span>{words('app.name')}</span>}
      </a>
      {children}
      <div class="preferences">
        <LanguageChoice />
        <ThemeToggle />
      </div>
    </header>
  );
}
