import { binsOfAnswer, type Poll, type PollView, type Result, resultOf } from '@pollcast/shared';
import { type Html, html } from './html.ts';
import { task, text, whyNoResult } from './poll-page-words.ts';
import type { Page } from './shell.ts';

interface PollPageInput {
  view: PollView;
  /** The server's own origin, for links that leave the page. */
  origin: string;
  /** Why the answer just sent was not counted. */
  refusal?: string;
}

/** A row of the page: an option or a step, its result where it may be seen, and what a form sends for it. */
interface Row {
  id: string;
  label: string;
  result: Result['rows'][number] | null;
  isMine: boolean;
  colour: number;
}

const OPTION_COLOURS = 10;
const NOBODY = { voters: 0, bins: {} };

/** One poll as a page that is whole without a script: question, form, result. */
export function pollPage({ view, origin, refusal }: PollPageInput): Page {
  const { poll } = view;
  return {
    title: text.title(poll.question),
    head: headOf(poll, origin).markup,
    main: html`
      <p class="room-line">
        <a href="${origin}/r/${poll.code}">${text.toRoom}</a>
        <span class="soft figures">${text.code(poll.code)}</span>
      </p>
      <h1 id="question">${poll.question}</h1>
      <p class="state">${stateOf(poll)}</p>
      ${noticeOf(view, refusal)}
      ${poll.status === 'open' && !isSettled(view) ? formOf(view) : listOf(view)}
      ${standingOf(view)}
    `.markup,
  };
}

/** What a link to the page shows elsewhere. Never counts: who reads it there may not be allowed to see them. */
function headOf({ id, question }: Poll, origin: string): Html {
  return html`
    <meta name="description" content="${text.lead}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="Pollcast" />
    <meta property="og:title" content="${question}" />
    <meta property="og:description" content="${text.lead}" />
    <meta property="og:url" content="${origin}/p/${id}" />
    <link rel="canonical" href="${origin}/p/${id}" />
  `;
}

function stateOf(poll: Poll): Html {
  if (poll.status !== 'open') return html`${text[poll.status]}`;
  return html`${text.open} ${task(poll)}${!poll.settings.changeable && ` ${text.final}`}`;
}

function noticeOf({ ballot }: PollView, refusal: string | undefined): Html | false {
  if (refusal !== undefined) return html`<p class="notice bad" role="alert">${text.refused(refusal)}</p>`;
  return ballot !== undefined && html`<p class="notice good" role="status">${text.counted}</p>`;
}

/** The answer is in and the poll does not let it be changed. */
function isSettled({ poll, ballot }: PollView): boolean {
  return ballot !== undefined && !poll.settings.changeable;
}

function rowsOf({ poll, result, ballot }: PollView): Row[] {
  const mine = ballot === undefined ? {} : binsOfAnswer(poll, ballot.answer);
  const { rows } = result ?? resultOf(poll, NOBODY);
  return rows.map((row, index) => ({
    id: row.id,
    label: row.label,
    result: result === undefined ? null : row,
    isMine: row.id in mine,
    colour: (index % OPTION_COLOURS) + 1,
  }));
}

function formOf(view: PollView): Html {
  const { poll, ballot } = view;
  return html`
    <form method="post" action="/p/${poll.id}">
      <input type="hidden" name="round" value="${poll.round}" />
      <fieldset class="rows" aria-labelledby="question">${rowsOf(view).map((row) => choiceOf(poll, row))}</fieldset>
      <button class="button">${ballot === undefined ? text.send : text.change}</button>
    </form>
  `;
}

function choiceOf(poll: Poll, row: Row): Html {
  const { type, name, value } = inputOf(poll, row);
  return html`
    <label class="row option-${row.colour}">
      <input type="${type}" name="${name}" value="${value}" ${row.isMine && html`checked`} ${type === 'radio' && html`required`} />
      <span class="label">${row.label}</span>
      ${resultParts(row)}
    </label>
  `;
}

/** A field's name is the answer's own, so that the server reads any kind's form alike. */
function inputOf(poll: Poll, { id, label }: Row): { type: string; name: string; value: string } {
  switch (poll.kind) {
    case 'choice':
      return { type: poll.settings.max > 1 ? 'checkbox' : 'radio', name: 'options', value: id };
    case 'rating':
      return { type: 'radio', name: 'value', value: label };
    default:
      return poll satisfies never;
  }
}

function listOf(view: PollView): Html {
  const rows = rowsOf(view).map(
    (row) => html`
      <li class="row option-${row.colour}${row.isMine && ' chosen'}"><span class="label">${row.label}</span>${resultParts(row)}</li>
    `,
  );
  return html`<ol class="rows">${rows}</ol>`;
}

function resultParts({ result, isMine }: Row): Html {
  return html`
    ${result && html`<svg class="bar" aria-hidden="true"><rect width="${result.percent}%" height="100%" rx="4" /></svg>`}
    ${result && html`<strong>${text.figure(result.count, result.percent)}</strong>`}
    ${isMine && html`<span class="mine">${text.mine}</span>`}
  `;
}

function standingOf({ poll, result, turnout }: PollView): Html {
  if (result !== undefined) {
    const mean = typeof result.mean === 'number' && ` · ${text.mean(result.mean)}`;
    return html`<p class="standing">${text.votes(result.base)}${mean}</p>`;
  }
  const voted = turnout !== undefined && `${text.turnout(turnout.voters)}. `;
  return html`<p class="standing">${voted}${poll.status === 'draft' ? null : whyNoResult(poll)}</p>`;
}
