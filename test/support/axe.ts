import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Fails with what axe finds wrong on the page as it stands, light or dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNothing(axeOn(page));
  // Axe does not measure Arabic letters, and colours are the same in either direction.
  if (await page.evaluate(() => document.dir === 'rtl')) return;
  // The rest does not depend on colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNothing(axeOn(page).withRules('color-contrast'));
}

/** In legacy mode, since the other one opens a page of its own for each report. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function expectNothing(axe: AxeBuilder): Promise<void> {
  const { violations, passes } = await axe.analyze();
  expect(passes).not.toEqual([]);
  const nodes = violations.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, ...node })));
  expect(nodes.map(({ id, html, failureSummary }) => `${id}: ${html}: ${failureSummary}`)).toEqual([]);
}
