import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { ThemeToggle } from '../parts/theme-toggle.tsx';
import { words } from '../words/words.ts';
import { useAwake } from './use-awake.ts';
import './stage-tools.css';

export interface Switch {
  isOn: boolean;
  toggle: () => void;
}

interface StageToolsProps {
  /** Null where there is nothing to sort, or to replay. */
  sorting: Switch | null;
  replaying: Switch | null;
}

/** What whoever stands at the computer may want: it shows while the mouse moves, and by Tab. */
export function StageTools({ sorting, replaying }: StageToolsProps) {
  const isAwake = useAwake();
  const isFull = useFullscreen();
  useKeys({ f: toggleFullscreen, s: () => sorting?.toggle(), r: () => replaying?.toggle() });
  return (
    <section class="stage-tools" aria-label={words('stage.tools')} data-awake={isAwake}>
      <Tool
        name={sorting?.isOn ? 'stage.unsort' : 'stage.sort'}
        hotkey="S"
        isDisabled={sorting === null}
        onClick={() => sorting?.toggle()}
      >
        {sorting?.isOn ? 'M4 6h8M4 12h16M4 18h12' : 'M4 6h16M4 12h12M4 18h7'}
      </Tool>
      <Tool
        name="replay.show"
        hotkey="R"
        isPressed={replaying?.isOn}
        isDisabled={replaying === null}
        onClick={() => replaying?.toggle()}
      >
        M4 4v5h5M4.6 9A8 8 0 1 1 4 14M12 8v4.5l3 1.5
      </Tool>
      <Tool name="stage.fullscreen" hotkey="F" isPressed={isFull} onClick={toggleFullscreen}>
        {isFull ? 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5' : 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5'}
      </Tool>
      <LanguageChoice />
      <ThemeToggle />
    </section>
  );
}

interface ToolProps {
  name: 'stage.sort' | 'stage.unsort' | 'stage.fullscreen' | 'replay.show';
  hotkey: string;
  isPressed?: boolean | undefined;
  isDisabled?: boolean;
  onClick: () => void;
  /** The lines of its picture. */
  children: string;
}

function Tool({ name, hotkey, isPressed, isDisabled = false, onClick, children }: ToolProps) {
  const text = words(name);
  return (
    <button
      type="button"
      class="tool"
      aria-label={text}
      aria-keyshortcuts={hotkey}
      aria-pressed={isPressed}
      aria-disabled={isDisabled}
      title={`${text} (${hotkey})`}
      onClick={onClick}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={children} />
      </svg>
    </button>
  );
}

/** A browser that refuses stays as it is: there is nothing to say to an audience. */
function toggleFullscreen(): void {
  const { documentElement, fullscreenElement } = document;
  const asked = fullscreenElement === null ? documentElement.requestFullscreen() : document.exitFullscreen();
  asked.catch(() => undefined);
}

function useFullscreen(): boolean {
  const [isFull, setIsFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return isFull;
}

function useKeys(actions: Record<string, () => void>): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLSelectElement;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      actions[event.key.toLowerCase()]?.();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [actions]);
}
