import styles from './embed.css?inline';
import { showPoll } from './show-poll.tsx';

// Made here and not of an element: a strict policy of the page forbids those, and one sheet serves all embeds.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** `<poll-cast poll="…">`: a poll in any page. Its own content stands until the poll does, and where it cannot. */
export class PollCast extends HTMLElement {
  static readonly observedAttributes = ['poll', 'lang', 'heading'];
  #close: (() => void) | null = null;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    this.#close ??= showPoll(this, this.shadowRoot!);
  }

  disconnectedCallback(): void {
    this.#close?.();
    this.#close = null;
  }

  attributeChangedCallback(): void {
    if (this.#close === null) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }
}
