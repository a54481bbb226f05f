import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expectAccessible } from './axe.ts';
import { press } from './screens.ts';

interface Asked {
  /** The kind's name in the editor. */
  kind: string;
  question: string;
  labels: readonly string[];
  /** Sets what only the kind has. */
  set: (desk: Page) => Promise<unknown>;
}

/** Writes a poll in the moderator's editor, its options pasted if there are several, looks at its preview, and opens it. */
export async function ask(desk: Page, { kind, question, labels, set }: Asked): Promise<void> {
  await press(desk, 'New poll');
  await desk.getByLabel('Question', { exact: true }).fill(question);
  await desk.getByRole('radio', { name: kind }).check();
  const [first, ...others] = labels;
  await desk.getByLabel('Option 1', { exact: true }).fill(first!);
  if (others.length > 0) await paste(desk, labels.join('\n'));
  await set(desk);
  await desk.locator('.phone').getByText(labels.at(-1)!).waitFor();
  await expectAccessible(desk);
  await press(desk, 'Add poll');
  await press(desk, 'Open voting');
}

/** Pastes into what has the focus, over what stands there. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text', pasted);
    const field = document.activeElement as HTMLInputElement;
    field.select();
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

/** The poll's results as the moderator saves them, a table. */
export async function savedTable(desk: Page): Promise<string> {
  await desk.locator('summary', { hasText: 'Save results' }).click();
  const [file] = await Promise.all([desk.waitForEvent('download'), press(desk, 'CSV: This poll')]);
  return readFile(await file.path(), 'utf8');
}
