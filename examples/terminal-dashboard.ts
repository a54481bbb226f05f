// The poll on a room's stage as bars in the terminal: node terminal-dashboard.ts URL CODE
import { createClient } from '@pollcast/client';

const [url = 'http://localhost:3000', code = ''] = process.argv.slice(2);
const pollcast = createClient({ url });
pollcast.onChange(draw);
await pollcast.joinRoom(code);

function draw(): void {
  const staged = pollcast.room(code)?.room.stage;
  const state = staged ? pollcast.poll(staged) : null;
  console.clear();
  console.log(state?.poll.question ?? 'Nothing is on stage.');
  for (const { label, count, percent } of state?.result?.rows ?? [])
    console.log(`${label.padEnd(20)} ${'█'.repeat(percent / 2).padEnd(50)} ${count} (${percent}%)`);
}
