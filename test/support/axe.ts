import { expect } from '@jest/globals';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { withLatinLetters } from './latin-letters.ts';

/** What axe needs to ask the frames of a page, which are other sites. */
const FRAMES = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })";
/** A frame on a busy machine is no frame without axe. */
const PATIENT: RunOptions = { pingWaitTime: 30_000, resultTypes: ['violations', 'incomplete'] };
const CONTRAST: RunOptions = { ...PATIENT, runOnly: 'color-contrast' };

/** Fails with what axe finds wrong on the page as it stands and in the frames on it, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const frame of page.frames()) await frame.evaluate(`${axe.source};${FRAMES}`);
  const isRightToLeft = await page.evaluate(() => document.dir === 'rtl');
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(colourSettled);
    const whole = await runAxe(page, PATIENT);
    expect(whole.passes).not.toEqual([]);
    const results = [whole];
    // Axe does not judge the contrast of Arabic.
    if (isRightToLeft) results.push(await withLatinLetters(page, () => runAxe(page, CONTRAST)));
    found.push(...results.flatMap(faultsIn).map((fault) => `${colorScheme}: ${fault}`));
  }
  expect(found).toEqual([]);
}

/** A colour on its way from one to another is none to judge. What moves for ever is not waited for. */
async function colourSettled(): Promise<void> {
  const endsOnce = ({ effect }: Animation) =>
    effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(endsOnce)
      .map(({ finished }) => finished),
  );
}

function runAxe(page: Page, options: RunOptions): Promise<AxeResults> {
  return page.evaluate((given) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return axe.run(given);
  }, options);
}

/** What is wrong, and the frames that axe did not come into. */
function faultsIn({ violations, incomplete }: AxeResults): string[] {
  const unseen = incomplete.filter(({ id }) => id === 'frame-tested');
  return [...violations, ...unseen].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
}
