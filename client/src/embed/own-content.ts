/** What an element holds itself, a link or a plain form, which stands until the poll takes its place. */
export interface OwnContent {
  /** Whoever has begun with it is left to finish with it. */
  isInUse(): boolean;
  close(): void;
}

/** Calls back when the reader has left the content for something else. */
export function watchOwnContent(host: HTMLElement, onLeft: () => void): OwnContent {
  let isFilledIn = false;

  function onChange(): void {
    isFilledIn = true;
  }

  function onFocusOut({ target, relatedTarget }: FocusEvent): void {
    // What happens in the shadow tree seems to happen to the host itself.
    if (target === host || (relatedTarget instanceof Node && host.contains(relatedTarget))) return;
    onLeft();
  }

  // Changes in the shadow tree do not leave it.
  host.addEventListener('change', onChange);
  host.addEventListener('focusout', onFocusOut);
  return {
    isInUse() {
      const { activeElement } = document;
      return isFilledIn || (activeElement !== host && host.contains(activeElement));
    },
    close() {
      host.removeEventListener('change', onChange);
      host.removeEventListener('focusout', onFocusOut);
    },
  };
}
