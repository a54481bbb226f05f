import { Router } from 'express';

interface Deps {
  /** Rejects when the store does not take reads and writes. */
  check(): Promise<void>;
  isDraining(): boolean;
}

/** `/healthz`: the process is alive, whatever its store does. `/readyz`: send it traffic, or not, and why not. */
export function createHealth({ check, isDraining }: Deps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    if (isDraining()) return void response.status(503).json({ status: 'stopping' });
    try {
      await check();
      response.json({ status: 'ready' });
    } catch {
      response.status(503).json({ status: 'store unavailable' });
    }
  });
  return router;
}
