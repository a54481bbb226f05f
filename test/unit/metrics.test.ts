import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createMetrics } from '../../server/src/metrics.ts';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The names of all series that a server has, by metric. */
async function seriesByMetric(): Promise<Map<string, string[]>> {
  const metrics = createMetrics();
  const none = { socket: () => 0, stream: () => 0 };
  metrics.watch({ connections: none, watchers: none });
  metrics.watchProcess();
  const types = [...(await metrics.print()).matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return new Map(
    types.map(([, name, type]) => {
      const endings = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      return [name!, endings.map((ending) => `${name}${ending}`)];
    }),
  );
}

test('[M1] every metric of Pollcast stands in docs/METRICS.md, and each that stands there exists', async () => {
  const existing = [...(await seriesByMetric()).keys()].filter((name) => name.startsWith('pollcast_'));
  const documented = [...read('docs/METRICS.md').matchAll(/^\| `(pollcast_\w+)`/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual(existing.sort());
});

test('[M1] the dashboard and the page name only series that exist', async () => {
  const existing = new Set([...(await seriesByMetric()).values()].flat());
  const { panels } = JSON.parse(read('docs/grafana/pollcast.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const drawn = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(drawn.length).toBeGreaterThan(15);
  const named = (text: string) => text.match(/\b(pollcast|nodejs|process)_\w+/g) ?? [];
  for (const expr of drawn) {
    expect(named(expr).length).toBeGreaterThan(0);
    for (const name of named(expr)) expect(existing).toContain(name);
  }
});
