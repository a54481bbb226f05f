import type { Issue } from '@pollcast/shared/pure';
import { lineAt, readTemplate, type TemplateLines } from '@pollcast/shared/template';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { NewRoom } from './create-room.ts';
import { StartButton } from './start-button.tsx';
import { TemplateFaults, TemplatePreview } from './template-preview.tsx';
import { useStart } from './use-start.ts';
import './template-form.css';

/** What can be read as a template; browsers know few of these by a type. */
const ACCEPTED = '.md,.markdown,.txt,.json,text/markdown,text/plain,application/json';

/** A room out of a text: written, pasted, out of a file, or handed over from another room. */
export function TemplateForm({ handed }: { handed: string }) {
  const [text, setText] = useState(handed);
  const read = useMemo(() => readTemplate(text), [text]);
  const field = useRef<HTMLTextAreaElement>(null);
  const start = useStart();
  useEffect(() => field.current?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    if (start.course.state === 'starting') return;
    if ('template' in read) return void start.start(read.template as NewRoom);
    selectLine(field.current!, read.faults[0]?.line ?? 1);
  };
  const issues = start.course.state === 'failed' ? start.course.issues : [];
  const lines = 'template' in read ? read.lines : null;
  useEffect(() => {
    const line = lines && issues[0] && lineAt(lines, issues[0].path);
    if (line !== null && line !== undefined) selectLine(field.current!, line);
  }, [start.course]);

  return (
    <form class="template-form" onSubmit={submit}>
      <div class="field">
        <div class="template-head">
          <label for="template">{words('template.text')}</label>
          <FileButton onText={setText} />
        </div>
        <textarea
          ref={field}
          id="template"
          dir="auto"
          rows={10}
          spellcheck={false}
          aria-describedby="template-hint template-found"
          aria-invalid={text !== '' && 'faults' in read}
          placeholder={exampleText()}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p id="template-hint" class="small soft">
          {words('template.hint')}
        </p>
      </div>
      <div id="template-found" role="status">
        {'template' in read && <TemplatePreview template={read.template} />}
        {'faults' in read && text.trim() !== '' && <TemplateFaults faults={read.faults} />}
      </div>
      {lines !== null && <Refusals issues={issues} lines={lines} />}
      <StartButton start={start} isReasonSaid={lines !== null && issues.length > 0} />
    </form>
  );
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  return (
    <label class="button" data-look="bare">
      {words('template.file')}
      <input
        class="for-ears"
        type="file"
        accept={ACCEPTED}
        onChange={({ currentTarget: input }) => {
          // The same file again, mended meanwhile, is a change too.
          void input.files?.[0]?.text().then(onText);
          input.value = '';
        }}
      />
    </label>
  );
}

/** What the server found wrong, where it stands in the text. */
function Refusals({ issues, lines }: { issues: readonly Issue[]; lines: TemplateLines }) {
  return (
    <div role="alert">
      <ul class="template-faults fault">
        {issues.map(({ path, message }) => {
          const line = lineAt(lines, path);
          const problem = `${path.split('.').at(-1)}: ${message}`;
          return <li key={path}>{line === null ? problem : words('template.line', { line, problem })}</li>;
        })}
      </ul>
    </div>
  );
}

/** What a text looks like, in the reader's language. */
function exampleText(): string {
  const options = [1, 2].map((number) => `- ${words('edit.option', { number })}`);
  return [`# ${words('home.roomTitle')}`, '', `## ${words('home.firstQuestion')}`, ...options].join('\n');
}

function selectLine(field: HTMLTextAreaElement, line: number): void {
  const lines = field.value.split('\n');
  const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
}
