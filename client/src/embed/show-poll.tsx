import { loadSpeech, type Speech } from '@pollcast/shared/words';
import { render } from 'preact';
import { openEmbeddedPoll } from './embedded-poll.ts';
import { Figure } from './figure.tsx';
import { languageOf } from './language-of.ts';
import { onSight } from './on-sight.ts';
import { watchOwnContent } from './own-content.ts';
import { Trouble } from './trouble.tsx';

/** A screen's height ahead the poll is read, so that it has its place before anybody sees it. */
const AHEAD = '100%';
/** In a frame nobody can look ahead; the browser loads frames when they are near. */
const IS_FRAMED = window !== window.top;

/** Shows the poll that `host` names in its shadow tree. Returns how to end that. */
export function showPoll(host: HTMLElement, root: ShadowRoot): () => void {
  const heading = host.getAttribute('heading');
  const embedded = openEmbeddedPoll({ id: host.getAttribute('poll') ?? '', onChange: draw });
  const own = watchOwnContent(host, draw);
  let speech: Speech | null = null;
  let hasBegun = false;
  let isSeen = false;

  async function begin(): Promise<void> {
    hasBegun = true;
    try {
      [speech] = await Promise.all([loadSpeech(languageOf(host)), embedded.read()]);
      draw();
    } catch {
      // Its own content stands until the reader comes back to it.
      hasBegun = false;
    }
  }

  function draw(): void {
    const { state, problem } = embedded;
    if (isSeen && problem === null && state?.poll.status === 'open') embedded.follow();
    if (speech === null || own.isInUse()) return;
    const shown =
      state === null || problem !== null ? (
        <Trouble speech={speech} problem={problem} onAgain={() => void embedded.read()} />
      ) : (
        <Figure
          key={`${state.poll.id}/${state.poll.round}`}
          speech={speech}
          embedded={embedded}
          state={state}
          heading={heading}
          isFocused={root.activeElement !== null}
        />
      );
    const hadFocus = root.activeElement !== null;
    render(shown, root);
    // A new round is another figure.
    if (hadFocus && root.activeElement === null)
      root.getElementById('question')?.focus({ preventScroll: true });
  }

  render(
    <div class="waiting">
      <slot />
    </div>,
    root,
  );
  const stopAhead = onSight(host, AHEAD, (isNear) => {
    if ((isNear || IS_FRAMED) && !hasBegun) void begin();
  });
  const stopSeen = onSight(host, '0px', (isNow) => {
    isSeen = isNow;
    draw();
  });

  return () => {
    own.close();
    stopAhead();
    stopSeen();
    embedded.close();
    render(null, root);
  };
}
