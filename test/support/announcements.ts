import type { Page } from 'playwright-core';

export interface Announcement {
  /** By the page's clock, epoch ms. */
  at: number;
  text: string;
}

/** Records what live regions of a page say from now on. What changes within one turn is said together. */
export async function recordAnnouncements(page: Page): Promise<() => Promise<Announcement[]>> {
  await page.evaluate(() => {
    const REGIONS = '[aria-live], [role=status], [role=alert]';
    const announcements: Announcement[] = [];
    const said = new Map(
      [...document.querySelectorAll(REGIONS)].map((region) => [region, region.textContent]),
    );
    const observer = new MutationObserver(() => {
      for (const region of document.querySelectorAll(REGIONS)) {
        const text = region.textContent;
        // A region that comes into being with its text is not read out.
        if (said.has(region) && said.get(region) !== text) announcements.push({ at: Date.now(), text });
        said.set(region, text);
      }
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { announcements });
  });
  return () => page.evaluate(() => (window as unknown as { announcements: Announcement[] }).announcements);
}
