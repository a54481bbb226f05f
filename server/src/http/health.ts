import { Router } from 'express';

const CHECK_MS = 1_000;

interface Deps {
  /** Rejects when the store does not take reads and writes. */
  check(): Promise<void>;
  isDraining(): boolean;
}

/** `/healthz`: the process is alive, whatever its store does. `/readyz`: send it traffic, or not, and why not. */
export function createHealth({ check, isDraining }: Deps): Router {
  const router = Router();
  const checkNow = atMostEach(CHECK_MS, check);
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    if (isDraining()) return void response.status(503).json({ status: 'stopping' });
    try {
      await checkNow();
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'store unavailable' });
    }
  });
  return router;
}

/** Shares one answer among all who ask within `intervalMs`: whoever asks often must not keep the store busy. */
function atMostEach(intervalMs: number, work: () => Promise<void>): () => Promise<void> {
  let last: { at: number; answer: Promise<void> } | undefined;
  return () => {
    const at = performance.now();
    if (last === undefined || at - last.at > intervalMs) last = { at, answer: work() };
    return last.answer;
  };
}
