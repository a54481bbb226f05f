const waiting = new Set<() => void>();

/** Draws in one of the next frames, one drawing a frame: many plots together would hold up the page. */
export function drawSoon(draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawNext);
  waiting.add(draw);
}

/** Whoever is gone needs no drawing. */
export function dontDraw(draw: () => void): void {
  waiting.delete(draw);
}

function drawNext(): void {
  const [next] = waiting;
  if (next === undefined) return;
  waiting.delete(next);
  next();
  if (waiting.size > 0) requestAnimationFrame(drawNext);
}
