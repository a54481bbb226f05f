import type { Attack } from '../attack.ts';
import { httpCommands } from './http-commands.ts';
import { garbage, malformedHttp } from './malformed-http.ts';
import { handshakes, packets } from './packets.ts';
import { pages } from './pages.ts';
import { polling } from './polling.ts';
import { socketCommands } from './socket-commands.ts';
import { webSocketBytes } from './websocket-bytes.ts';

/** Everything that is tried, at every door. */
export const attacks: readonly Attack[] = [
  socketCommands,
  httpCommands,
  pages,
  handshakes,
  packets,
  webSocketBytes,
  polling,
  malformedHttp,
  garbage,
];
