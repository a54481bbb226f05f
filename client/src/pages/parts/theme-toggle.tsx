import { words } from '../words/words.ts';
import { theme, themes } from './theme.ts';
import './theme-toggle.css';

const shapes = {
  auto: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 2v14a7 7 0 0 1 0-14z',
  light:
    'M12 7a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4zM4.2 5.6l1.4-1.4 2.9 2.8-1.5 1.5zM15.5 17l1.5-1.5 2.8 2.9-1.4 1.4zM18.4 4.2l1.4 1.4-2.8 2.9L15.5 7zM7 15.5L8.5 17l-2.9 2.8-1.4-1.4z',
  dark: 'M20.5 14.5A8.5 8.5 0 0 1 9.5 3.5a9 9 0 1 0 11 11z',
};

/** One button through as-the-device, light and dark. */
export function ThemeToggle() {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  const name = words(`theme.${theme.value}`);
  return (
    <button
      type="button"
      class="theme-toggle"
      aria-label={name}
      title={name}
      onClick={() => {
        theme.value = next;
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={shapes[theme.value]} />
      </svg>
    </button>
  );
}
