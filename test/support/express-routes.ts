import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { openHttpDoor } from './http-door.ts';

interface Mounted {
  path: string;
  /** Undefined for a router. */
  methods?: string[];
  router?: ListedRouter;
}

interface ListedRouter {
  listRoutes(): Mounted[];
}

interface Finished {
  response: { app?: { router: ListedRouter } };
}

const FINISH = 'http.server.response.finish';

/** Every route that the server in this process really has, grouped by the routers mounted at the top: `GET /healthz`. */
export async function expressRoutesOf(url: string): Promise<string[][]> {
  const router = await routerOf(url);
  return router.listRoutes().map((mounted) => routesOf(mounted, ''));
}

/** Node tells of each response, and Express's know their app. */
async function routerOf(url: string): Promise<ListedRouter> {
  let router: ListedRouter | undefined;
  const listen = (message: unknown) => {
    router ??= (message as Finished).response.app?.router;
  };
  subscribe(FINISH, listen);
  await openHttpDoor(url).send('GET', '/healthz');
  unsubscribe(FINISH, listen);
  if (router === undefined) throw new Error('no Express app has answered');
  return router;
}

function routesOf({ path, methods = [], router }: Mounted, above: string): string[] {
  const here = `${above}${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
  if (router !== undefined) return router.listRoutes().flatMap((inner) => routesOf(inner, here));
  return methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${here}`);
}
