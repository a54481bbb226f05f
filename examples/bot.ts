// Asks a room something, closes at the third vote, prints the result: node bot.ts URL CODE MODERATOR_KEY
import { createClient } from '@pollcast/client';
import { resultOf } from '@pollcast/shared/pure';

const ENOUGH = 3;
const [url = 'http://localhost:3000', code = '', key = ''] = process.argv.slice(2);
const pollcast = createClient({ url, key });
await pollcast.joinRoom(code);

const question = 'Tea or coffee?';
const options = [{ label: 'Tea' }, { label: 'Coffee' }];
const { id } = await pollcast.call('poll:create', { code, kind: 'choice', question, options });
await pollcast.call('poll:open', { id });
await new Promise<void>((resolve) => {
  pollcast.onChange(() => {
    if ((pollcast.poll(id)?.tally?.voters ?? 0) >= ENOUGH) resolve();
  });
});
const { poll, tally } = await pollcast.call('poll:close', { id });
for (const { label, count, percent } of resultOf(poll, tally).rows)
  console.log(`${label}: ${count} (${percent}%)`);
pollcast.close();
