import type { Message } from '../../documents/asyncapi.ts';
import { type Html, html } from '../html.ts';
import { connectExample, curlExample, emitExample, type HttpOperation, literal } from './examples.ts';
import type { CommandEntry, Reference, ThingEntry } from './reference.ts';
import { fieldsHtml, typeHtml } from './schema-parts.ts';
import { listOf, prose } from './text-parts.ts';
import { text } from './words.ts';

/** How to come in, by either door. */
export function startHtml({ origin }: Reference): Html {
  return html`
    <section aria-labelledby="start">
      <h2 id="start">${text.start}</h2>
      <h3>${text.socket}</h3>
      <p>${text.socketDoor} ${prose(text.leads.handshake)} <a href="#HandshakeAuth">HandshakeAuth</a></p>
      ${code(connectExample(origin))}
      <h3>${text.http}</h3>
      <p>${prose(text.httpDoor)}</p>
    </section>
  `;
}

export function commandHtml(command: CommandEntry, { origin }: Reference): Html {
  const { name, summary, terms, input, result, answer, refuses, http } = command;
  const { payload, examples } = input;
  return html`
    <p>${prose(summary)} <span class="soft">${terms}</span></p>
    <p class="door">${http === null ? html`<span class="soft">${text.socketOnly}</span>` : doorHtml(http)}</p>
    <h4>${text.input}</h4>
    ${fieldsHtml(payload) ?? html`<p>${text.nothing}</p>`}
    <h4>${text.result}</h4>
    ${resultHtml(result)}
    ${refuses.length > 0 && html`<h4>${text.refuses}</h4><p>${codesHtml(refuses)}</p>`}
    <details>
      <summary>${text.example}</summary>
      ${code(emitExample(name, examples[0]!.payload))}
      ${http !== null && code(curlExample(origin, http))}
      <p>${text.answer}</p>
      ${code(literal(answer))}
    </details>
  `;
}

export function pushHtml({ summary, payload, examples }: Message): Html {
  return html`
    <p>${prose(summary)}</p>
    <h4>${text.payload}</h4>
    ${resultHtml(payload)}
    <details><summary>${text.example}</summary>${code(literal(examples[0]!.payload))}</details>
  `;
}

/** A route that is no command. */
export function httpHtml(operation: HttpOperation, { origin }: Reference): Html {
  const { summary, description } = operation;
  return html`
    <p>${prose(summary)}</p>
    <p class="door">${doorHtml(operation)}</p>
    ${description !== undefined && html`<p>${prose(description)}</p>`}
    <details><summary>${text.example}</summary>${code(curlExample(origin, operation))}</details>
  `;
}

export function thingHtml({ schema }: ThingEntry): Html {
  const { description, ...shape } = schema;
  return html`<p>${prose(description ?? '')}</p>${fieldsHtml(shape) ?? html`<p class="type">${typeHtml(shape)}</p>`}`;
}

export function errorsHtml({ errors, commonRefusals }: Reference): Html {
  return html`
    <p>${text.leads.errors} ${codesHtml(commonRefusals)}.</p>
    <table>
      <thead><tr><th scope="col">${text.code}</th><th scope="col">${text.status}</th><th scope="col">${text.meaning}</th></tr></thead>
      <tbody>
        ${errors.map(
          ({ code, status, retryable, message }) => html`
            <tr id="${code}">
              <th scope="row"><code>${code}</code></th>
              <td>${status}</td>
              <td>${message}${retryable && html` <span class="soft">${text.retryable}</span>`}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function doorHtml({ method, path }: HttpOperation): Html {
  return html`<code><b>${method}</b> ${path}</code>`;
}

/** A result that is a thing is named, any other told. */
function resultHtml(schema: CommandEntry['result']): Html {
  if (schema.$ref !== undefined) return html`<p class="type">${typeHtml(schema)}</p>`;
  return fieldsHtml(schema) ?? html`<p>${text.nothing}</p>`;
}

function codesHtml(codes: string[]): Html {
  return listOf(
    codes.map((one) => html`<a href="#${one}"><code>${one}</code></a>`),
    'or',
  );
}

function code(source: string): Html {
  return html`<pre><code>${source}</code></pre>`;
}
