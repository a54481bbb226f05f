/** Should nothing move: nobody is looking, or motion is not wished for. */
export function isCalm(): boolean {
  return document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
