import type { Page } from 'playwright-core';

/** More than any page has. */
const MOST_STOPS = 80;

/** What Tab comes to, from the page's beginning to its end, by name; said to be unseen without a ring, or out of view. */
export async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === null) return stops;
    stops.push((await isFocusSeen(page)) ? stop : `${stop}, unseen`);
  }
  throw new Error(`Tab goes round in ${stops.join(', ')}`);
}

/** The name of what has the focus, in an embed too; null when nothing has. */
export function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let element = document.activeElement as HTMLElement | null;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
    if (element === null || element === document.body) return null;
    const { labels } = element as HTMLInputElement;
    const name = element.ariaLabel ?? labels?.[0]?.innerText ?? element.innerText;
    return name.trim().replace(/\s+/g, ' ');
  });
}

/** Is what has the focus within the window, with a ring around it, around its label or around all that it opens? */
function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let element = document.activeElement as HTMLElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isInView = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const rings = [
      getComputedStyle(element),
      getComputedStyle(element, '::after'),
      ...[element.closest('label'), element.parentElement].flatMap((one) =>
        one ? [getComputedStyle(one)] : [],
      ),
    ];
    return isInView && rings.some(({ outlineStyle }) => outlineStyle !== 'none');
  });
}
