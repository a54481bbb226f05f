import type { Template, TemplateFault } from '@pollcast/shared/template';
import { words } from '../words/words.ts';

/** What the text comes to. */
export function TemplatePreview({ template: { title, polls } }: { template: Template }) {
  return (
    <section class="template-preview">
      <h3 class="title">{title}</h3>
      <p class="small soft figures">{words('template.found', { count: polls.length })}</p>
      <ol>
        {polls.map(({ kind, question, options = [] }, index) => (
          <li key={index}>
            <strong class="question">{question}</strong>
            {options.length === 0 && <span class="small soft">{kind}</span>}
            {options.length > 0 && (
              <ul class="small soft">
                {options.map(({ label }, place) => (
                  <li key={place} class="label">
                    {label}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** So many are told at once. */
const SHOWN = 5;

/** What keeps the text from being a room, line by line. */
export function TemplateFaults({ faults }: { faults: readonly TemplateFault[] }) {
  return (
    <ul class="template-faults fault">
      {faults.slice(0, SHOWN).map((fault) => (
        <li key={`${fault.line} ${fault.name} ${fault.field}`}>{textOf(fault)}</li>
      ))}
    </ul>
  );
}

function textOf({ name, line, field = '' }: TemplateFault): string {
  const problem = problemOf(name, field);
  return line === null ? problem : words('template.line', { line, problem });
}

/** How the lines begin of which the faults tell. */
const SIGNS = { question: '##', option: '-', setting: 'name: value' };

function problemOf(name: TemplateFault['name'], field: string): string {
  switch (name) {
    case 'options':
      return words('edit.optionsMissing');
    case 'title':
      return words('template.fault.title', { sign: '# …' });
    case 'stray':
      return words('template.fault.stray', SIGNS);
    case 'shape':
      return words('template.fault.shape', { field });
    default:
      return words(`template.fault.${name}`);
  }
}
