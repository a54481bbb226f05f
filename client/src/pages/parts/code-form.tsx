import { findCode } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import './code-form.css';

/** Long enough for a pasted link. */
const MAX_CHARACTERS = 500;

/** Takes a join code as people type it, or a pasted link, and goes to the room. */
export function CodeForm() {
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const join = (event: Event) => {
    event.preventDefault();
    const code = findCode(typed);
    setIsWrong(code === null);
    if (code !== null) location.assign(`/r/${code}`);
  };
  return (
    <form class="code-form" noValidate onSubmit={join}>
      <div class="field">
        <label for="code">{words('home.code')}</label>
        <input
          id="code"
          class="code-input"
          name="code"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          enterKeyHint="go"
          maxLength={MAX_CHARACTERS}
          aria-describedby="code-hint"
          aria-invalid={isWrong}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setIsWrong(false);
          }}
        />
        <p id="code-hint" class={isWrong ? 'fault' : 'small soft'} role={isWrong ? 'alert' : undefined}>
          {words(isWrong ? 'home.codeFault' : 'home.codeHint')}
        </p>
      </div>
      <button type="submit" class="button">
        {words('home.go')}
      </button>
    </form>
  );
}
