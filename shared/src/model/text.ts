import { z } from 'zod';
import { withoutPiles } from './marks.ts';

/** Control characters, line separators, and the bidi overrides and isolates that can turn the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\s]/gu;

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}

/** One line of human text: trimmed, well-formed Unicode, no control characters, no piles of marks, at least one visible character. */
export function line(maxCharacters: number) {
  return z
    .string()
    .trim()
    .overwrite(withoutPiles)
    .min(1)
    .max(maxCharacters)
    .refine(isPrintable, 'holds a character that cannot be shown')
    .refine((text) => text.replace(INVISIBLE, '') !== '', 'is blank');
}
