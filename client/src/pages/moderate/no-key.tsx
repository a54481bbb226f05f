import { useState } from 'preact/hooks';
import { moderatorAddress, spacedCode } from '../browser/addresses.ts';
import { readKey } from '../browser/known-rooms.ts';
import { SiteHeader } from '../parts/site-header.tsx';
import { useTakingOver } from '../parts/use-taking-over.ts';
import { words } from '../words/words.ts';
import './no-key.css';

/** `wrong`: a key was there, but it does not open the room; `replaced`: it did until now. */
type Why = 'missing' | 'wrong' | 'replaced';

const LEADS = {
  missing: 'moderate.noKeyLead',
  wrong: 'moderate.wrongKey',
  replaced: 'settings.wasReplacedLead',
} as const;

/** Says what is needed to moderate, and takes it. */
export function NoKey({ code, why }: { code: string; why: Why }) {
  const [pasted, setPasted] = useState('');
  const [isUnreadable, setIsUnreadable] = useState(false);
  const heading = useTakingOver(why === 'replaced');
  const use = (event: Event) => {
    event.preventDefault();
    const key = readKey(pasted);
    setIsUnreadable(key === null);
    if (key !== null) location.assign(moderatorAddress(code, key));
  };
  return (
    <div class="no-key">
      <SiteHeader />
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {words(why === 'replaced' ? 'settings.wasReplaced' : 'moderate.noKey')}
        </h1>
        <p class="soft">{words(LEADS[why])}</p>
        <form noValidate onSubmit={use}>
          <div class="field">
            <label for="key">{words('moderate.key')}</label>
            <input
              id="key"
              dir="ltr"
              autoComplete="off"
              spellcheck={false}
              placeholder="mk_…"
              aria-invalid={isUnreadable}
              value={pasted}
              onInput={(event) => setPasted(event.currentTarget.value)}
            />
            {isUnreadable && (
              <p class="fault" role="alert">
                {words('moderate.keyFault')}
              </p>
            )}
          </div>
          <button type="submit" class="button">
            {words('moderate.useKey')}
          </button>
        </form>
        <p>
          <a href={`/r/${code}`}>{words('moderate.asAudience', { code: spacedCode(code) })}</a>
        </p>
      </main>
    </div>
  );
}
