import type { Config } from '../../config.ts';
import { inspectFolder } from '../../store/embedded/inspect.ts';
import { readSecret } from '../../store/embedded/secret.ts';
import { inspectRedis } from '../../store/redis/inspect.ts';
import { silentLog } from '../../store/store-log.ts';
import { StoreOpenError } from '../../store/store-open-error.ts';
import type { Command } from '../command.ts';
import { tableOf } from '../table.ts';
import { judgeFolder } from './embedded.ts';
import { type Finding, fail } from './finding.ts';
import { examineHost } from './host.ts';
import { judgeRedis } from './redis.ts';

export const doctor: Command = {
  usage: '',
  summary: 'Examines machine, store and settings, and says what to change. Changes nothing.',
  takes: [0, 0],
  async run(_, { config }) {
    const findings = [...examineHost(), ...(await examineStore(config))];
    const isBad = findings.some(({ level }) => level === 'fail');
    return { text: textOf(findings), data: findings, isBad };
  },
};

async function examineStore({ REDIS_URL, DATA_DIR: dir, SECRET }: Config): Promise<Finding[]> {
  try {
    if (REDIS_URL !== undefined) return judgeRedis(await inspectRedis(REDIS_URL, silentLog), SECRET!);
    const facts = await inspectFolder(dir);
    return judgeFolder({ dir, facts, secret: SECRET ?? (await readSecret(dir)) });
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    return [fail('store', error.message, 'Check REDIS_URL or DATA_DIR.')];
  }
}

function textOf(findings: Finding[]): string {
  const rows = findings.map(({ level, subject, found, advice }) => [
    level,
    subject,
    advice === undefined ? found : `${found}. ${advice}`,
  ]);
  return tableOf(rows);
}
