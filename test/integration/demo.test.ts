import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);
const demo = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['scripts/demo.mjs', ...args], { env: { ...process.env, ...env } });

test('the demo has every vote, beside a server that has its port', async () => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const port = String((server.address() as AddressInfo).port);
  try {
    const { stdout } = await demo(['--voters', '20', '--seconds', '1', '--exit'], { PORT: port });
    expect(stdout).toMatch(/^20 voters$/m);
    expect(stdout).toMatch(/vote +http:\/\/localhost:\d+\/r\//);
    expect(stdout).not.toContain(`localhost:${port}/`);
  } finally {
    server.close();
  }
});

test('the demo says what it takes when it is asked for something else', async () => {
  await expect(demo(['--people', '3'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^It takes --voters N/),
  });
});
