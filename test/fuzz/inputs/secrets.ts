import fc from 'fast-check';
import { strangeText } from './strange.ts';

const KNOWN = ['@moderator@', '@viewer@', '@voter@'];
const known = fc.constantFrom(...KNOWN);

/** A key or token: a good one, one that was good before something happened to it, or none at all. */
export const secrets: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: known },
  { weight: 1, arbitrary: known.map((secret) => `${secret}x`) },
  { weight: 1, arbitrary: known.map((secret) => secret.replace('@', 'mk_@')) },
  { weight: 1, arbitrary: known.map((secret) => `${secret}${secret}`) },
  { weight: 1, arbitrary: fc.constantFrom('mk_', 'vk_', 'vt_', 'mk_@code@', `vt_${'A'.repeat(65)}`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 18_000 }).map((length) => `vt_${'a'.repeat(length)}`) },
  { weight: 1, arbitrary: strangeText },
);

/** A Cookie header. */
export const cookies: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: secrets.map((secret) => `pollcast_voter=${secret}`) },
  {
    weight: 1,
    arbitrary: secrets.map((secret) => `a=1; pollcast_voter="${secret}"; pollcast_voter=@voter@`),
  },
  { weight: 1, arbitrary: fc.constantFrom('pollcast_voter=%', '__proto__=@voter@', ';;;=;', '=@voter@') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_500 }).map((count) => 'x=1;'.repeat(count)) },
  { weight: 1, arbitrary: strangeText },
);
