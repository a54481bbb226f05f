import type { Json } from './template.ts';

/** A setting's value as a line has it: JSON where it reads as JSON, else the text itself. */
export function readValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A value as `readValue` reads it back; texts stand bare where they can. */
export function writeValue(value: Json): string {
  const isBare = typeof value === 'string' && value !== '' && !/[\r\n]/.test(value) && value.trim() === value;
  return isBare && readValue(value) === value ? value : JSON.stringify(value);
}
