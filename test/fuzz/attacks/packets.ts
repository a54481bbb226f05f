import fc from 'fast-check';
import { Breach, defineAttack } from '../attack.ts';
import { fittingAuth } from '../inputs/fitting.ts';
import { asText, mutated } from '../inputs/mutated.ts';
import { messages } from '../inputs/packets.ts';
import { callers, oddHeaders } from '../inputs/requests.ts';
import { strangeValue } from '../inputs/strange.ts';
import { checkReply } from '../oracle.ts';
import { openWire, type WireOptions } from '../wire.ts';

interface PacketCase {
  messages: (string | Buffer)[];
}

const PROBE = 'room:get';

/** Packets of Engine.IO and Socket.IO that are none, or not now, or not from a client. */
export const packets = defineAttack<PacketCase>({
  name: 'packets',
  share: 5,
  cases: fc.array(messages, { minLength: 1, maxLength: 6 }).map((each) => ({ messages: each })),
  async strike(arena, { messages: sent }) {
    const { wire, isAdmitted } = await openWire(arena.url, { auth: '{"protocol":1}' });
    if (!isAdmitted) throw new Breach('a voter was not let in');
    for (const message of sent) wire.send(typeof message === 'string' ? arena.fill(message) : message);
    // Either it hangs up, or goes on as if nothing had been.
    const reply = await wire.ask(`["${PROBE}",{"code":"${arena.fill('@code@')}"}]`);
    wire.cut();
    await wire.ended;
    wire.checkFrames();
    if (reply !== null) checkReply(PROBE, reply);
  },
});

const auths = fc.oneof(
  { weight: 4, arbitrary: asText(mutated(fittingAuth)) },
  { weight: 2, arbitrary: fittingAuth.map((auth) => JSON.stringify(auth)) },
  { weight: 1, arbitrary: asText(strangeValue) },
);
const QUERIES = [
  'EIO=4&transport=websocket',
  'EIO=3&transport=websocket',
  'EIO=99&transport=websocket',
  'transport=websocket',
  'EIO=4&transport=__proto__',
  'EIO=4&transport=websocket&sid=%00',
  'EIO=4&transport=websocket&sid=__proto__',
  'EIO=4&EIO=4&transport=websocket&transport=polling',
  'EIO=4&transport=websocket&b64=1&j=1',
];
const queries = fc.oneof(
  { weight: 5, arbitrary: fc.constant(QUERIES[0]!) },
  { weight: 1, arbitrary: fc.constantFrom(...QUERIES) },
);
/** What `ws` itself would not send is another attack's. */
const headers = fc
  .tuple(callers, oddHeaders)
  .map((lists) => lists.flat().filter((header) => !header.startsWith('Upgrade')))
  .map((lines) => Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string])));

/** Those who come in with a name, key or token that is wrong, or right. */
export const handshakes = defineAttack<WireOptions>({
  name: 'handshakes',
  share: 3,
  cases: fc.record({ auth: auths, query: queries, headers }),
  async strike(arena, { auth, query, headers: given }) {
    const filled = Object.entries(given!).map(([name, value]) => [name, arena.fill(value)]);
    const { wire } = await openWire(arena.url, {
      auth: arena.fill(auth!),
      query: query!,
      headers: Object.fromEntries(filled),
    });
    wire.cut();
    await wire.ended;
    wire.checkFrames();
  },
});
