import type { Page } from 'playwright-core';

/** What has moved on a page since it was opened, by Chromium's own count. */
export interface ShiftWatch {
  /** The sources of every shift so far, those too that follow an input at once. */
  shifts(): Promise<string[]>;
}

interface LayoutShift extends PerformanceEntry {
  sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Watches a page's layout from now on. */
export async function watchShifts(page: Page): Promise<ShiftWatch> {
  await page.evaluate(() => {
    const moved: string[] = [];
    const nameOf = (node: Node | null) =>
      node instanceof Element ? `${node.tagName}.${node.className}` : `“${node?.textContent ?? ''}”`;
    const placeOf = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].join(' ');
    const take = (entries: PerformanceEntryList) => {
      for (const { sources } of entries as LayoutShift[])
        moved.push(
          ...sources.map(
            ({ node, previousRect, currentRect }) =>
              `${nameOf(node)} from ${placeOf(previousRect)} to ${placeOf(currentRect)}`,
          ),
        );
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    const shiftsSoFar = () => {
      take(observer.takeRecords());
      return moved;
    };
    Object.assign(window, { shiftsSoFar });
  });
  return {
    async shifts() {
      // Shifts are counted when a frame is drawn.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      return page.evaluate(() => (window as unknown as { shiftsSoFar(): string[] }).shiftsSoFar());
    },
  };
}
