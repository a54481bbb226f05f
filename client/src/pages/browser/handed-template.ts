const NAME = 'pollcast:template';

/** Keeps a template for the start page, which this tab goes to next. */
export function handTemplate(text: string): void {
  try {
    sessionStorage.setItem(NAME, text);
  } catch {
    // Without storage the start page begins empty.
  }
}

/** The template that was handed over, once. */
export function takeTemplate(): string | null {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return text;
  } catch {
    return null;
  }
}
