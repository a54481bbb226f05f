import { Router } from 'express';
import { type AsyncApi, createAsyncApi } from './asyncapi.ts';
import { createOpenApi, type OpenApi } from './openapi.ts';

/** Both documents of the interface, made when first asked for. */
export interface Documents {
  openApi(): OpenApi;
  asyncApi(): AsyncApi;
}

export function createDocuments(publicUrl: string | undefined, port: number): Documents {
  let openApi: OpenApi | undefined;
  let asyncApi: AsyncApi | undefined;
  return {
    openApi() {
      openApi ??= createOpenApi(publicUrl);
      return openApi;
    },
    asyncApi() {
      asyncApi ??= createAsyncApi(publicUrl ?? `http://localhost:${port}`);
      return asyncApi;
    },
  };
}

/** Where programs read the documents. */
export function createDocumentRoutes({ openApi, asyncApi }: Documents): Router {
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  router.get('/asyncapi.json', (_request, response) => void response.json(asyncApi()));
  return router;
}
