import { languageNames, languages, ownNames, type Speech } from '@pollcast/shared/words';
import { type Html, html } from './html.ts';

interface Preview {
  title: string;
  lead: string;
  /** The page's own, without a language. */
  address: string;
}

/** For a page's head: what a link to it shows elsewhere, and its address in each language. */
export function linkPreview({ title, lead, address }: Preview): Html {
  return html`
    <meta name="description" content="${lead}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="Pollcast" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${lead}" />
    <meta property="og:url" content="${address}" />
    <meta name="twitter:card" content="summary" />
    <meta name="twitter:title" content="${title}" />
    <meta name="twitter:description" content="${lead}" />
    <link rel="canonical" href="${address}" />
    ${languageNames.map((name) => html`<link rel="alternate" hreflang="${name}" href="${address}?lang=${name}" />`)}
  `;
}

/** The switch of languages that works without a script. */
export function languageLinks({ language, words }: Speech): Html {
  const links = languageNames.map(
    (name) => html`
      <li><a href="?lang=${name}" hreflang="${name}" lang="${name}" dir="${languages[name].direction}" ${name === language && html`aria-current="true"`}>${ownNames[name]}</a></li>
    `,
  );
  return html`<nav class="languages" aria-label="${words('language.choose')}"><ul>${links}</ul></nav>`;
}
