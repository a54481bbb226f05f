import type { Documents } from '../../documents/routes.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../shell.ts';
import { createReference, type Reference } from './reference.ts';
import { commandHtml, errorsHtml, httpHtml, pushHtml, startHtml, thingHtml } from './sections.ts';
import { prose } from './text-parts.ts';
import { text } from './words.ts';

/** A part of the page: its heading's id, its name, what it says first, and its entries with theirs. */
interface Group {
  id: string;
  name: string;
  lead: Html | string;
  entries: { id: string; name: string; body: Html }[];
}

/** Both documents as one page for people. */
export function apiPage(documents: Documents): Page {
  const reference = createReference(documents);
  const groups = groupsOf(reference);
  return {
    title: text.title,
    head: html`<meta name="description" content="${text.lead}" />`.markup,
    main: html`
      <nav aria-label="${text.contents}">${contents(groups)}</nav>
      <article>
        <header>
          <h1>${text.heading}</h1>
          <p class="soft">${text.version(reference.version)}</p>
          <p>${text.intro}</p>
          <p>
            ${text.documents} <a href="${reference.openApiPath}">openapi.json</a> ·
            <a href="${reference.asyncApiPath}">asyncapi.json</a>
          </p>
        </header>
        ${startHtml(reference)}
        ${groups.map(groupHtml)}
      </article>
    `.markup,
  };
}

function groupsOf(reference: Reference): Group[] {
  const { tags, commands, pushes, files, things } = reference;
  return [
    ...tags.map(({ name, description }) => ({
      id: name,
      name: text.groups[name],
      lead: description,
      entries: commands
        .filter(({ tag }) => tag === name)
        .map((command) => ({ ...command, body: commandHtml(command, reference) })),
    })),
    {
      id: 'pushes',
      name: text.groups.pushes,
      lead: text.leads.pushes,
      entries: pushes.map((push) => ({ ...push, body: pushHtml(push) })),
    },
    {
      id: 'files',
      name: text.groups.files,
      lead: '',
      entries: files.map((file) => ({ ...file, body: httpHtml(file, reference) })),
    },
    {
      id: 'things',
      name: text.groups.things,
      lead: prose(text.leads.things),
      entries: things.map((thing) => ({ ...thing, body: thingHtml(thing) })),
    },
    { id: 'errors', name: text.groups.errors, lead: errorsHtml(reference), entries: [] },
  ];
}

function contents(groups: Group[]): Html {
  return html`
    <ul>
      <li><a href="#start">${text.start}</a></li>
      ${groups.map(
        ({ id, name, entries }) => html`
          <li>
            <a href="#${id}">${name}</a>
            ${entries.length > 0 && html`<ul>${entries.map((entry) => html`<li><a href="#${entry.id}">${entry.name}</a></li>`)}</ul>`}
          </li>
        `,
      )}
    </ul>
  `;
}

function groupHtml({ id, name, lead, entries }: Group): Html {
  return html`
    <section aria-labelledby="${id}">
      <h2 id="${id}">${name}</h2>
      ${lead}
      ${entries.map(
        (entry) => html`
          <section class="entry" aria-labelledby="${entry.id}">
            <h3 id="${entry.id}"><a href="#${entry.id}">${entry.name}</a></h3>
            ${entry.body}
          </section>
        `,
      )}
    </section>
  `;
}
