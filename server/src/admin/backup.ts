import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { backUp, restore as restoreStore } from '../store/embedded/backup.ts';
import { AdminError, type Command } from './command.ts';

export const backup: Command = {
  usage: 'FILE',
  summary: 'Writes everything into one new file. Embedded store; the server must be stopped.',
  takes: [1, 1],
  async run([file], { config }) {
    requireEmbedded(config);
    const path = resolve(file!);
    await backUp(config.DATA_DIR, path);
    const text = `${config.DATA_DIR} is in ${path}. It may hold the server's secret: keep it like a key.`;
    return { text, data: { file: path, dir: config.DATA_DIR } };
  },
};

export const restore: Command = {
  usage: 'FILE',
  summary: 'Makes a store of a backup, in a DATA_DIR that holds none.',
  takes: [1, 1],
  async run([file], { config }) {
    requireEmbedded(config);
    if (!existsSync(file!)) throw new AdminError(`There is no file ${resolve(file!)}.`);
    const { hasSecret } = await restoreStore(file!, config.DATA_DIR);
    const secret = hasSecret ? '' : ' It was made with SECRET set: start the server with the same.';
    const data = { file, dir: config.DATA_DIR, hasSecret };
    return { text: `${file} is in ${config.DATA_DIR}.${secret}`, data };
  },
};

function requireEmbedded({ REDIS_URL }: Config): void {
  if (REDIS_URL === undefined) return;
  throw new AdminError(
    'The data is in Redis, which has its own backups: copy its RDB or AOF files (docs/OPERATIONS.md), and keep SECRET.',
  );
}
