import { type Html, html } from '../html.ts';

/** Words whose `code` stands between backticks. */
export function prose(words: string): Html {
  const parts = words.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}

/** Things in a row: `a, b or c`. */
export function listOf(items: readonly Html[], last: 'or' | 'and'): Html {
  const before = (index: number) => {
    if (index === 0) return '';
    return index === items.length - 1 ? ` ${last} ` : ', ';
  };
  return html`${items.map((item, index) => html`${before(index)}${item}`)}`;
}
