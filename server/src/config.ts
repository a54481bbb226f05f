import proxyAddr from 'proxy-addr';
import { z } from 'zod';

/** A hundred years. */
const MAX_DAYS = 36_525;

/** A whole number in digits, from `min` to `max`. */
const whole = (min: number, max: number) => {
  const message = `is not a whole number from ${min} to ${max}`;
  return z.coerce.number({ error: message }).int(message).min(min, message).max(max, message);
};
const positive = (fallback: number) => whole(1, Number.MAX_SAFE_INTEGER).default(fallback);

const onByDefault = z
  .enum(['on', 'off'])
  .default('on')
  .transform((value) => value === 'on');

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}

function areAddresses(addresses: string[]): boolean {
  try {
    proxyAddr.compile(addresses);
    return true;
  } catch {
    return false;
  }
}

/** How the server trusts X-Forwarded-For: not at all, a number of proxies, or a list of their addresses. */
const trustProxy = z
  .string()
  .default('none')
  .transform((text): false | number | string[] => {
    if (text === 'none') return false;
    return /^\d+$/.test(text) ? Number(text) : list(text);
  })
  .refine(
    (trusted) => !Array.isArray(trusted) || areAddresses(trusted),
    'is neither `none`, a number nor a list of addresses',
  )
  .describe('`none`, the number of proxies in front, or their addresses (CIDR, comma-separated).');

const fields = {
  PORT: whole(0, 65_535).default(3000).describe('Port to listen on; 0 takes a free one.'),
  HOST: z.string().min(1).optional().describe('Address to listen on; without it every address.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people open, for links and QR codes behind a proxy.'),
  DATA_DIR: z.string().min(1).default('./data').describe('Folder of the embedded store.'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/|^unix:\//, 'begins with redis://, rediss:// or unix:/')
    .optional()
    .describe('Redis instead of the embedded store; several, comma-separated, for a Cluster.'),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Signs voter tokens and keys ballots; the same on every node. Needed with `REDIS_URL`; the embedded store makes its own.',
    ),
  CREATION_KEY: z.string().min(16).optional().describe('When set, only who has it may create rooms.'),
  METRICS_KEY: z
    .string()
    .min(16)
    .optional()
    .describe('Whoever bears it may read `/metrics`; without it only this machine.'),
  CORS_ORIGINS: z
    .string()
    .default('*')
    .transform(list)
    .refine((origins) => origins.every(isOrigin), 'holds what is no origin, such as https://blog.example')
    .describe('Origins whose pages may talk to the server, comma-separated.'),
  TRUST_PROXY: trustProxy,
  CADENCE_MS: whole(10, 10_000).default(50).describe('Least time between two tallies of a poll, in ms.'),
  DIRECT_FRAMES: onByDefault.describe(
    '`off` sends everything through Socket.IO, at more cost: should its insides ever change.',
  ),
  SHUTDOWN_GRACE_MS: whole(0, 300_000)
    .default(10_000)
    .describe('How long a stopping server takes to hand its clients over, in ms.'),
  RETENTION_DAYS: whole(0, MAX_DAYS)
    .default(0)
    .describe('Rooms unused for so many days are erased; 0 keeps them.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  LIMITS: onByDefault.describe('`off` for benchmarks and trusted networks.'),
  LIMIT_VOTERS_PER_IP_BURST: positive(3000).describe('New voters from one address at once.'),
  LIMIT_VOTERS_PER_IP_PER_S: positive(30).describe('New voters from one address a second, after the burst.'),
  LIMIT_CONNECTIONS_PER_IP: positive(5000).describe('Sockets open from one address.'),
  LIMIT_COMMANDS_PER_SOCKET_PER_S: positive(20).describe(
    'Commands a second on one socket; three times as many at once.',
  ),
  LIMIT_HTTP_PER_IP_PER_S: positive(100).describe('API requests a second from one address.'),
  LIMIT_JOIN_MISSES_PER_IP_PER_MIN: positive(20).describe(
    'Join codes guessed wrong a minute from one address.',
  ),
};

/** The server's configuration: one variable a field, read from the environment once at the start. */
const configSchema = z.object(fields);

export type Config = z.output<typeof configSchema>;

/** The names and texts of all variables, for the table in the README. */
export const configFields: Record<string, z.ZodType> = fields;

/** The configuration, or a line for every variable that is wrong. A blank variable counts as not set. */
export function readConfig(
  environment: Record<string, string | undefined>,
): { config: Config } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const parsed = configSchema.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (given.REDIS_URL !== undefined && given.SECRET === undefined) {
    faults.push('SECRET: is needed with REDIS_URL, the same on every node');
  }
  return parsed.success && faults.length === 0 ? { config: parsed.data } : { faults };
}
