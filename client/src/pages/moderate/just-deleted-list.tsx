import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import './just-deleted-list.css';

/** The way back for what was deleted, when the notice that offered it is gone. */
export function JustDeleted({ desk }: { desk: Desk }) {
  const deleted = desk.deleted.value;
  if (deleted.length === 0) return null;
  return (
    <section class="just-deleted">
      <h3 class="small soft">{words('moderate.justDeleted')}</h3>
      <ul>
        {deleted.map(({ id, question }) => (
          <li key={id}>
            <span class="question">{question}</span>
            <button
              type="button"
              class="button"
              data-look="bare"
              aria-label={words('moderate.copyOf', { action: words('moderate.restore'), link: question })}
              onClick={() => void desk.restore(id)}
            >
              {words('moderate.restore')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
