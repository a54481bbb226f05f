import { spacedCode, typedCode } from '../browser/addresses.ts';
import { words } from '../words/words.ts';
import { CodeForm } from './code-form.tsx';
import { SiteHeader } from './site-header.tsx';
import './no-room.css';

/** There is nothing behind this address; the way on is to type the code again. `code` null: it could not be one. */
export function NoRoom({ code }: { code: string | null }) {
  return (
    <div class="no-room">
      <SiteHeader />
      <main>
        <h1>
          {code === null ? words('audience.noCode') : words('audience.noRoom', { code: spacedCode(code) })}
        </h1>
        <p class="soft">
          {code === null ? `“${typedCode()}” – ${words('home.codeFault')}` : words('audience.noRoomLead')}
        </p>
        <CodeForm />
        <p class="way-home">
          <a href="/">{words('room.wayHome')}</a>
        </p>
      </main>
    </div>
  );
}
