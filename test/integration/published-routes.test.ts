import { expect, test } from '@jest/globals';
import { expressRoutesOf } from '../support/express-routes.ts';
import { closesAfterEach } from '../support/keep.ts';
import { readPublished } from '../support/published.ts';
import { openTestApp } from '../support/test-app.ts';

const keep = closesAfterEach();

test('[W1] openapi.json has the routes that the server has, and no others', async () => {
  const { url } = keep(await openTestApp());
  const groups = await expressRoutesOf(url);
  const isPages = (routes: string[]) => routes.includes('GET /');
  expect(groups.filter(isPages)).toHaveLength(1);
  const routes = groups.filter((group) => !isPages(group)).flat();

  const { openApi } = await readPublished(url);
  const published = Object.entries(openApi.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(published.toSorted()).toEqual(routes.toSorted());
  expect(published.length).toBeGreaterThan(20);
});
