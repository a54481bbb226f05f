import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import './menu.css';

interface MenuProps {
  label: string;
  look?: 'quiet' | 'bare';
  /** Buttons and links; choosing one closes the menu. */
  children: ComponentChildren;
}

/** A button that unfolds others. Escape, a press elsewhere and leaving by Tab fold it. */
export function Menu({ label, look = 'quiet', children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // Before the next key can be pressed.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && menu.current?.contains(target) === false) setIsOpen(false);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setIsOpen(false);
      opener.current!.focus();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', press);
    };
  }, [isOpen]);
  /** Before the choice acts: it may take this menu away, and the focus should not go with it. */
  const choose = () => {
    opener.current!.focus();
    setIsOpen(false);
  };
  return (
    <div class="menu" ref={menu}>
      <button
        type="button"
        class="button"
        data-look={look}
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}
        <svg class="chevron" viewBox="0 0 12 8" aria-hidden="true">
          <path d="M1.5 1.5 6 6l4.5-4.5" />
        </svg>
      </button>
      <div class="menu-items" id={id} hidden={!isOpen} onClickCapture={choose}>
        {children}
      </div>
    </div>
  );
}
