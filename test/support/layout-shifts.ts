import type { Page } from 'playwright-core';

/** How much of the page has moved by itself since it was opened: Chromium's layout shifts, summed. */
export async function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // Two frames: what has just changed is laid out, and told.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return new Promise<number>((resolve) => {
      const observer = new PerformanceObserver(() => undefined);
      observer.observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => {
        const shifts = observer.takeRecords() as (PerformanceEntry & { value: number })[];
        resolve(shifts.reduce((sum, { value }) => sum + value, 0));
      });
    });
  });
}
