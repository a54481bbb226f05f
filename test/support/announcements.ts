import type { Page } from 'playwright-core';

export interface Announcement {
  /** By the page's clock, epoch ms. */
  at: number;
  text: string;
}

/** Records what live regions of a page, and of the embeds on it, say from now on. What changes within one turn is said together. */
export async function recordAnnouncements(page: Page): Promise<() => Promise<Announcement[]>> {
  await page.evaluate(() => {
    const REGIONS = '[aria-live], [role=status], [role=alert]';
    const announcements: Announcement[] = [];
    const embeds = [...document.querySelectorAll('poll-cast')].map(({ shadowRoot }) => shadowRoot!);
    const regionsNow = () => [document, ...embeds].flatMap((root) => [...root.querySelectorAll(REGIONS)]);
    const said = new Map(regionsNow().map((region) => [region, region.textContent]));
    const observer = new MutationObserver(() => {
      for (const region of regionsNow()) {
        const text = region.textContent;
        // A region that comes into being with its text is not read out.
        if (said.has(region) && said.get(region) !== text) announcements.push({ at: Date.now(), text });
        said.set(region, text);
      }
    });
    for (const root of [document.body, ...embeds])
      observer.observe(root, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { announcements });
  });
  return () => page.evaluate(() => (window as unknown as { announcements: Announcement[] }).announcements);
}
