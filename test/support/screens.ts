import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Hall } from './hall.ts';

/** What people have in front of them, for stories that go the same on each. */
export const SIZES: [string, BrowserContextOptions][] = [
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ['a laptop', { viewport: { width: 1440, height: 900 } }],
];

/** Addresses of a hall's screens. */
export const screens = {
  audience: (url: string, { code }: Hall) => `${url}/r/${code}`,
  moderator: (url: string, { code, moderatorKey }: Hall) => `${url}/r/${code}/moderate#${moderatorKey}`,
  stage: (url: string, { code, viewerKey }: Hall) => `${url}/r/${code}/present#${viewerKey}`,
  overlay: (url: string, { code, viewerKey }: Hall) => `${url}/r/${code}/present?transparent#${viewerKey}`,
  board: (url: string, { code, viewerKey }: Hall) => `${url}/r/${code}/board#${viewerKey}`,
  results: (url: string, { code }: Hall) => `${url}/r/${code}/results`,
  report: (url: string, { code, viewerKey }: Hall) => `${url}/r/${code}/report#${viewerKey}`,
  poll: (url: string, { poll }: Hall) => `${url}/p/${poll.id}`,
};

/** Waits until every page shows each of the texts, as the whole text of an element. */
export async function see(pages: Page | Page[], ...texts: string[]): Promise<void> {
  await eachText(pages, texts, 'visible');
}

/** Waits until no page shows any of the texts. */
export async function seeNot(pages: Page | Page[], ...texts: string[]): Promise<void> {
  await eachText(pages, texts, 'hidden');
}

async function eachText(pages: Page | Page[], texts: string[], state: 'visible' | 'hidden'): Promise<void> {
  const places = [pages].flat().flatMap((page) => texts.map((text) => page.getByText(text, { exact: true })));
  await Promise.all(places.map((place) => place.first().waitFor({ state })));
}

/** Waits until every page shows an option with each of the texts in its row. */
export async function seeRow(pages: Page | Page[], label: string, ...texts: string[]): Promise<void> {
  await Promise.all([pages].flat().map((page) => rowOf(page, label, texts).waitFor()));
}

function rowOf(page: Page, label: string, texts: string[]): Locator {
  const withText = (row: Locator, text: string) => row.filter({ has: page.getByText(text, { exact: true }) });
  return [label, ...texts].reduce(withText, page.locator('li, label'));
}

/** Presses the button whose name begins so: keys stand behind some names. */
export async function press(page: Page, name: string): Promise<void> {
  await buttonOf(page, name).click();
}

/** Waits for the button whose name begins so. */
export async function seeButton(page: Page, name: string): Promise<void> {
  await buttonOf(page, name).first().waitFor();
}

function buttonOf(page: Page, name: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${name}`) });
}
