/** From so many characters on a question is set smaller, so that what it asks about stays in view. */
const LONG = 90;
const LONGEST = 140;

/** How large a question may be set. */
export function questionSize({ length }: string): 'usual' | 'long' | 'longest' {
  if (length > LONGEST) return 'longest';
  return length > LONG ? 'long' : 'usual';
}

/** The length of its longest word in characters: that should fit into a phone's line. */
export function longestWord(question: string): number {
  return Math.max(...question.split(/[\s\u00ad\u200b-]+/).map(({ length }) => length));
}
