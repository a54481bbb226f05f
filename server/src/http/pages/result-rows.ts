import {
  legendOf,
  type Poll,
  type PollView,
  type Result,
  type Runoff,
  resultOf,
  rowsOfAnswer,
} from '@pollcast/shared';
import { factsOf, groupText, type Speech, saidIn, whyNoResult, wonText } from '@pollcast/shared/words';
import { type Html, html } from './html.ts';

/** A row of a poll's page: its result where it may be seen, and whether it is the reader's answer. */
export interface Row {
  id: string;
  label: string;
  group: string | undefined;
  result: Result['rows'][number] | null;
  isMine: boolean;
}

const NOBODY = { voters: 0, bins: {} };

/** The rows of a poll's result, also where its counts are not to be seen. */
export function rowsOf({ poll, result, ballot }: PollView): Row[] {
  const mine = ballot === undefined ? [] : rowsOfAnswer(poll, ballot.answer);
  const { rows } = result ?? resultOf(poll, NOBODY);
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    group: row.group,
    result: result === undefined ? null : row,
    isMine: mine.includes(row.id),
  }));
}

/** What a row has beside its label: figure, own mark, bar. */
export function resultParts({ result, isMine }: Row, { words, figure }: Speech): Html {
  return html`
    <span class="meta">
      ${result && html`<strong>${figure(result.count, result.percent)}</strong>`}
      ${isMine && html`<span class="mine">${words('vote.mine')}</span>`}
    </span>
    ${result && html`<svg class="bar" aria-hidden="true"><rect width="${result.percent}%" height="100%" rx="3" /></svg>`}
  `;
}

/** A poll's rows as a list; of rows in groups a list for each, with what it comes to. */
export function listOf(view: PollView, speech: Speech): Html {
  const rows = rowsOf(view);
  const { groups } = view.result ?? resultOf(view.poll, NOBODY);
  if (groups === undefined) return listOfRows(rows, speech);
  return html`${groups.map(
    (group) => html`
      <div class="group">
        <p><strong dir="auto">${group.label}</strong> ${view.result && html`<span>${groupText(group, speech)}</span>`}</p>
        ${listOfRows(
          rows.filter((row) => row.group === group.id),
          speech,
        )}
      </div>
    `,
  )}`;
}

function listOfRows(rows: readonly Row[], speech: Speech): Html {
  const items = rows.map(
    (row) =>
      html`<li class="row"><span class="label" dir="auto">${row.label}</span>${resultParts(row, speech)}</li>`,
  );
  return html`<ol class="${lookOf(rows)}">${items}</ol>`;
}

/** Labels up to this stand beside their bars instead of above, as in the element. */
const SHORT_CHARACTERS = 3;

/** The classes of a list of rows. */
export function lookOf(rows: readonly { label: string }[]): string {
  return rows.every(({ label }) => label.length <= SHORT_CHARACTERS) ? 'rows short' : 'rows';
}

/** How many have voted, and why there is no more to see. */
export function standingOf({ poll, result, turnout, ballot }: PollView, speech: Speech): Html {
  const { words } = speech;
  if (result !== undefined) {
    const votes = words('result.votes', { count: result.voters });
    const legend = legendOf(poll);
    return html`
      <p class="standing">${[votes, ...factsOf(result, speech)].join(' · ')}</p>
      ${legend !== null && html`<p class="small soft">${saidIn(words, legend)}</p>`}
    `;
  }
  const voted = turnout !== undefined && `${words('result.voted', { count: turnout.voters })}. `;
  const why = poll.status === 'draft' ? null : whyNoResult(poll, ballot !== undefined, words);
  return html`<p class="standing">${voted}${why}</p>`;
}

/** Who has won the run-off of a ranking. */
export function runoffOf(poll: Poll, runoff: Runoff, speech: Speech): Html {
  const { words } = speech;
  return html`
    <section class="runoff">
      <p><strong>${words('runoff.title')}</strong></p>
      <p>${wonText(poll, runoff, speech)}</p>
      <p class="small soft">${words('runoff.lead')}</p>
    </section>
  `;
}
