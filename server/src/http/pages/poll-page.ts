import { type Poll, type PollView, type Runoff, rowField } from '@pollcast/shared';
import { type Language, type Speech, taskText } from '@pollcast/shared/words';
import { fieldsIn } from './answer-fields.ts';
import { type Html, html } from './html.ts';
import { discoveryLinks } from './oembed.ts';
import { languageLinks, linkPreview } from './page-parts.ts';
import { listOf, runoffOf, standingOf } from './result-rows.ts';
import type { Page } from './shell.ts';

interface PollPageInput {
  view: PollView;
  /** The server's own origin, for links that leave the page. */
  origin: string;
  speech: Speech;
  /** The language that the address asks for; the form keeps to it. */
  wish?: Language | undefined;
  /** Of a closed ranking whose result may be seen. */
  runoff?: Runoff | null;
  /** Why the answer just sent was not counted. */
  refusal?: string | undefined;
}

/**
 * One poll as a page that is whole without a script: question, form, result. With one, the same element that articles
 * embed takes its place.
 */
export function pollPage({ view, runoff = null, origin, speech, wish, refusal }: PollPageInput): Page {
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
      ${runoff !== null && runoffOf(poll, runoff, speech)}
      ${languageLinks(speech)}
    `.markup,
  };
}

/** What a link to the page shows elsewhere. Never counts: who reads it there may not be allowed to see them. */
function headOf(
  { id, question }: Poll,
  { origin, speech: { words } }: Pick<PollPageInput, 'origin' | 'speech'>,
): Html {
  return html`
    ${linkPreview({ title: question, lead: words('page.lead'), address: `${origin}/p/${id}` })}
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

/** The page's own address, in a language if one is wished for. */
export function pollAddress(id: string, wish: Language | undefined): string {
  return wish === undefined ? `/p/${id}` : `/p/${id}?lang=${wish}`;
}
