import fc from 'fast-check';
import { commandCases, commandNames } from './commands.ts';
import { asText } from './mutated.ts';
import { strangeBytes, strangeText, strangeValue } from './strange.ts';

const types = fc.oneof(
  { weight: 6, arbitrary: fc.constant('4') },
  { weight: 2, arbitrary: fc.nat(9).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('', 'b', '-1', '10', '\u0000') },
);
const kinds = fc.oneof(
  { weight: 3, arbitrary: fc.constant('2') },
  { weight: 3, arbitrary: fc.nat(9).map(String) },
);
const attachments = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('0-', '1-', '11-', '99999999999-', '1.5-', '-', '--', '1') },
);
const namespaces = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/,', '/admin,', '/__proto__,', '/a?b=c,', '/', '/,,', '/\u0000,'),
  },
  { weight: 1, arbitrary: strangeText.map((text) => `/${text},`) },
);
const ids = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', '0', '1') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('9007199254740993', '99999999999999999999999', '-1', '1e3', '٣', '0x1'),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((length) => '9'.repeat(length)) },
);
const names = fc.oneof(
  fc.constantFrom(
    'connect',
    'disconnect',
    'error',
    'newListener',
    '__proto__',
    'constructor',
    'poll:tally',
    '',
  ),
  strangeText,
);
const payloads = fc.oneof(
  {
    weight: 3,
    arbitrary: commandCases(commandNames).map(({ name, text }) => `["${name}",${text}]`),
  },
  { weight: 2, arbitrary: asText(fc.tuple(names, strangeValue)) },
  { weight: 1, arbitrary: asText(fc.array(strangeValue, { maxLength: 5 })) },
  { weight: 1, arbitrary: asText(strangeValue) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '[',
      '["room:get",{"_placeholder":true,"num":0}]',
      '[{"_placeholder":true,"num":-1}]',
    ),
  },
);

/** A packet of Socket.IO in one of Engine.IO, each part right or wrong by itself. */
export const packets: fc.Arbitrary<string> = fc
  .tuple(types, kinds, attachments, namespaces, ids, payloads)
  .map((parts) => parts.join(''));

/** What a WebSocket may carry as one message. */
export const messages: fc.Arbitrary<string | Buffer> = fc.oneof(
  { weight: 6, arbitrary: packets },
  { weight: 1, arbitrary: strangeText },
  { weight: 1, arbitrary: strangeBytes },
);
