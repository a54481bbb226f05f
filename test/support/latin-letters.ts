import type { Page } from 'playwright-core';

type Stage = Window & { giveBack(): void };

/** Does something while Latin letters stand in for the Arabic ones of a page and its frames, in the same places and colours. */
export async function withLatinLetters<T>(page: Page, act: () => Promise<T>): Promise<T> {
  for (const frame of page.frames()) await frame.evaluate(standIn);
  const done = await act();
  for (const frame of page.frames()) await frame.evaluate(() => (window as unknown as Stage).giveBack());
  return done;
}

function standIn(): void {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const taken: { text: Text; own: string; latin: string }[] = [];
  for (const root of [document, ...roots]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const latin = text.data.replace(/\p{Script=Arabic}/gu, 'x');
      if (latin !== text.data) taken.push({ text, own: text.data, latin });
    }
  }
  for (const { text, latin } of taken) text.data = latin;
  // What the page has written meanwhile stays.
  const giveBack = () => {
    for (const { text, own, latin } of taken) if (text.data === latin) text.data = own;
  };
  Object.assign(window, { giveBack });
}
