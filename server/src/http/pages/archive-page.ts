import type { RoomResults } from '@pollcast/shared';
import type { Speech } from '@pollcast/shared/words';
import { type Html, html } from './html.ts';
import { languageLinks, linkPreview } from './page-parts.ts';
import { listOf, runoffOf, standingOf } from './result-rows.ts';
import type { Page } from './shell.ts';

type Conducted = RoomResults['polls'][number];

interface ArchivePageInput {
  room: Omit<RoomResults, 'serverNow'>;
  origin: string;
  speech: Speech;
}

/** A room's closed polls as an article lists them; whole without a script. */
export function archivePage({ room: { code, title, polls }, origin, speech }: ArchivePageInput): Page {
  const { words } = speech;
  const preview = { title, lead: words('archive.lead'), address: `${origin}/r/${code}/results` };
  return {
    title: words('archive.title', { room: title }),
    head: linkPreview(preview).markup,
    main: html`
      <p class="room-line">
        <a href="/r/${code}">${words('page.toRoom')}</a>
        <span class="soft figures">${words('page.room', { code: `${code.slice(0, 3)}\u00a0${code.slice(3)}` })}</span>
      </p>
      <h1 dir="auto">${title}</h1>
      <p class="state">${words(polls.length === 0 ? 'archive.empty' : 'archive.lead')}</p>
      ${polls.map((conducted) => articleOf(conducted, speech))}
      ${languageLinks(speech)}
    `.markup,
  };
}

function articleOf(conducted: Conducted, speech: Speech): Html {
  const { id, question, closedAt } = conducted.poll;
  const { words, dateText } = speech;
  return html`
    <article class="conducted">
      <h2><a href="/p/${id}" dir="auto">${question}</a></h2>
      <p class="state">${closedAt !== null && words('page.conducted', { date: dateText(closedAt) })}</p>
      ${listOf(conducted, speech)}
      ${standingOf(conducted, speech)}
      ${conducted.runoff !== undefined && runoffOf(conducted.poll, conducted.runoff, speech)}
    </article>
  `;
}
