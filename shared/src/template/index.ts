export { writeJson } from './json.ts';
export { writeMarkdown } from './markdown.ts';
export { lineAt, readTemplate } from './read-template.ts';
export type { FaultName, Json, Template, TemplateFault, TemplateLines, TemplatePoll } from './template.ts';
export { templateOf } from './template-of.ts';
