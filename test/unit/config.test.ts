import { describe, expect, test } from '@jest/globals';
import { configTable, tableInReadme } from '../../scripts/config-table.ts';
import { readConfig } from '../../server/src/config.ts';

const SECRET = 'thirty-two characters or a few more';

function configOf(environment: Record<string, string>) {
  const read = readConfig(environment);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.config;
}

describe('the configuration', () => {
  test('[R7] names every variable that is wrong, not only the first', () => {
    const wrong = {
      PORT: 'http',
      CADENCE_MS: '5',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'localhost',
      CORS_ORIGINS: 'me',
    };
    expect(readConfig(wrong)).toEqual({
      faults: expect.arrayContaining(
        [...Object.keys(wrong), 'SECRET'].map((name) => expect.stringContaining(`${name}: `)),
      ),
    });
  });

  test('[R7] asks for a secret where several nodes must share one', () => {
    expect(readConfig({ REDIS_URL: 'redis://localhost' })).toEqual({
      faults: [expect.stringContaining('SECRET: is needed with REDIS_URL')],
    });
    expect(configOf({ REDIS_URL: 'redis://localhost', SECRET }).SECRET).toBe(SECRET);
  });

  test('takes an empty variable as one that is not set', () => {
    expect(configOf({ PORT: ' ', REDIS_URL: '' })).toMatchObject({
      PORT: 3000,
      CADENCE_MS: 50,
      LIMITS: true,
    });
  });

  test('reads whom to believe about addresses: nobody, so many proxies, or these', () => {
    expect(configOf({}).TRUST_PROXY).toBe(false);
    expect(configOf({ TRUST_PROXY: '2' }).TRUST_PROXY).toBe(2);
    expect(configOf({ TRUST_PROXY: '10.0.0.0/8, 127.0.0.1' }).TRUST_PROXY).toEqual([
      '10.0.0.0/8',
      '127.0.0.1',
    ]);
  });

  test('refuses a proxy address that is none', () => {
    expect(readConfig({ TRUST_PROXY: 'everyone' })).toEqual({
      faults: [expect.stringContaining('TRUST_PROXY: ')],
    });
  });

  test('stands in the README as it is: else run `npm run config-table`', () => {
    expect(tableInReadme()).toBe(configTable());
  });
});
