/*
 * Marks that are piled up on a letter grow out of its line. Of those that belong to no script, such as accents, no language
 * has more than three; with those of its own a Burmese letter has up to six.
 */
const PILE = /(\p{M}{6})\p{M}+/gu;
const ACCENTS = /((?:(?=\p{sc=Zinh})\p{M}){3})(?:(?=\p{sc=Zinh})\p{M})+/gu;

/** A text with no more marks on a letter than languages put there. */
export function withoutPiles(text: string): string {
  return text.replace(PILE, '$1').replace(ACCENTS, '$1');
}
