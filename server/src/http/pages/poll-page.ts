import { type Poll, type PollView, rowField } from '@pollcast/shared';
import {
  type Language,
  languageNames,
  languages,
  type Speech,
  taskText,
  whyNoResult,
} from '@pollcast/shared/words';
import { fieldsIn } from './answer-fields.ts';
import { type Html, html } from './html.ts';
import { discoveryLinks } from './oembed.ts';
import { resultParts, rowsOf } from './result-rows.ts';
import type { Page } from './shell.ts';

interface PollPageInput {
  view: PollView;
  /** The server's own origin, for links that leave the page. */
  origin: string;
  speech: Speech;
  /** The language that the address asks for; the form keeps to it. */
  wish?: Language | undefined;
  /** Why the answer just sent was not counted. */
  refusal?: string | undefined;
}

/**
 * One poll as a page that is whole without a script: question, form, result. With one, the same element that articles
 * embed takes its place.
 */
export function pollPage({ view, origin, speech, wish, refusal }: PollPageInput): Page {
  const { poll } = view;
  const { words } = speech;
  const takesAnswer = poll.status === 'open' && !isSettled(view);
  return {
    title: words('page.title', { question: poll.question }),
    head: headOf(poll, { origin, speech }).markup,
    main: html`
      <p class="room-line">
        <a href="${origin}/r/${poll.code}">${words('page.toRoom')}</a>
        <span class="soft figures">${words('page.room', { code: `${poll.code.slice(0, 3)}\u00a0${poll.code.slice(3)}` })}</span>
      </p>
      ${refusal !== undefined && html`<p class="notice bad" role="alert">${words('vote.refused', { reason: refusal })}</p>`}
      <poll-cast poll="${poll.id}" heading="1">
        <h1 id="question" dir="auto">${poll.question}</h1>
        <p class="state">${stateOf(poll, speech)}</p>
        ${view.ballot !== undefined && html`<p class="notice good" role="status">${words('page.counted')}</p>`}
        ${takesAnswer && formOf(view, { speech, wish })}
        ${(!takesAnswer || (view.result !== undefined && rowField(poll) === null)) && listOf(view, speech)}
        ${standingOf(view, speech)}
      </poll-cast>
      ${languageLinks(speech)}
    `.markup,
  };
}

/** What a link to the page shows elsewhere. Never counts: who reads it there may not be allowed to see them. */
function headOf(
  { id, question }: Poll,
  { origin, speech: { words } }: Pick<PollPageInput, 'origin' | 'speech'>,
): Html {
  const lead = words('page.lead');
  return html`
    <meta name="description" content="${lead}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="Pollcast" />
    <meta property="og:title" content="${question}" />
    <meta property="og:description" content="${lead}" />
    <meta property="og:url" content="${origin}/p/${id}" />
    <meta name="twitter:card" content="summary" />
    <meta name="twitter:title" content="${question}" />
    <meta name="twitter:description" content="${lead}" />
    <link rel="canonical" href="${origin}/p/${id}" />
    ${languageNames.map((name) => html`<link rel="alternate" hreflang="${name}" href="${origin}/p/${id}?lang=${name}" />`)}
    ${discoveryLinks(origin, `/p/${id}`)}
    <script type="module" src="/embed.js"></script>
  `;
}

function stateOf(poll: Poll, { words, dateText }: Speech): Html {
  const state = words(`page.${poll.status}`);
  if (poll.closedAt !== null && poll.status === 'closed')
    return html`<span>${state}</span> <span>${words('page.conducted', { date: dateText(poll.closedAt) })}</span>`;
  if (poll.status !== 'open') return html`${state}`;
  return html`${state} ${taskText(poll, words)}${!poll.settings.changeable && ` ${words('vote.final')}`}${poll.segment !== null && ` ${words('vote.segment')}`}`;
}

/** The answer is in and the poll does not let it be changed. */
function isSettled({ poll, ballot }: PollView): boolean {
  return ballot !== undefined && !poll.settings.changeable;
}

function formOf(view: PollView, { speech, wish }: Pick<PollPageInput, 'speech' | 'wish'>): Html {
  const { poll, ballot } = view;
  return html`
    <form method="post" action="${pollAddress(poll.id, wish)}">
      <input type="hidden" name="round" value="${poll.round}" />
      ${fieldsIn(view, speech)}
      <button class="button">${speech.words(ballot === undefined ? 'vote.send' : 'page.change')}</button>
    </form>
  `;
}

function listOf(view: PollView, speech: Speech): Html {
  const groups = new Map(view.result?.groups?.map(({ id, label }) => [id, label]));
  const rows = rowsOf(view).map(
    (row, index, all) => html`
      ${row.group !== undefined && row.group !== all[index - 1]?.group && html`<li class="group" dir="auto">${groups.get(row.group)}</li>`}
      <li class="row"><span class="label" dir="auto">${row.label}</span>${resultParts(row, speech)}</li>
    `,
  );
  return html`<ol class="rows">${rows}</ol>`;
}

function standingOf({ poll, result, turnout, ballot }: PollView, { words, meanText }: Speech): Html {
  if (result !== undefined) {
    const mean =
      typeof result.mean === 'number' && ` · ${words('result.mean', { mean: meanText(result.mean) })}`;
    return html`<p class="standing">${words('result.votes', { count: result.voters })}${mean}</p>`;
  }
  const voted = turnout !== undefined && `${words('result.voted', { count: turnout.voters })}. `;
  const why = poll.status === 'draft' ? null : whyNoResult(poll, ballot !== undefined, words);
  return html`<p class="standing">${voted}${why}</p>`;
}

/** The page's own address, in a language if one is wished for. */
export function pollAddress(id: string, wish: Language | undefined): string {
  return wish === undefined ? `/p/${id}` : `/p/${id}?lang=${wish}`;
}

/** The switch of languages that works without a script. */
function languageLinks({ language, words }: Speech): Html {
  const links = languageNames.map(
    (name) => html`
      <li><a href="?lang=${name}" hreflang="${name}" lang="${name}" dir="${languages[name].direction}" ${name === language && html`aria-current="true"`}>${languages[name].name}</a></li>
    `,
  );
  return html`<nav class="languages" aria-label="${words('language.choose')}"><ul>${links}</ul></nav>`;
}
