import { spacedCode, typedCode } from '../browser/addresses.ts';
import { words } from '../words/words.ts';
import { CodeForm } from './code-form.tsx';
import { SiteHeader } from './site-header.tsx';
import { useTakingOver } from './use-taking-over.ts';
import './no-room.css';

/**
 * There is nothing behind this address, any more if it `isGone`; the way on is to type the code again. `code` null: it
 * could not be one.
 */
export function NoRoom({ code, isGone = false }: { code: string | null; isGone?: boolean | undefined }) {
  const { title, lead } = textsOf(code, isGone);
  const heading = useTakingOver(isGone);
  return (
    <div class="no-room">
      <SiteHeader />
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p class="soft">{lead}</p>
        <CodeForm />
        <p class="way-home">
          <a href="/">{words('room.wayHome')}</a>
        </p>
      </main>
    </div>
  );
}

function textsOf(code: string | null, isGone: boolean): { title: string; lead: string } {
  if (isGone) return { title: words('audience.roomGone'), lead: words('audience.roomGoneLead') };
  if (code === null)
    return { title: words('audience.noCode'), lead: `“${typedCode()}” – ${words('home.codeFault')}` };
  return { title: words('audience.noRoom', { code: spacedCode(code) }), lead: words('audience.noRoomLead') };
}
