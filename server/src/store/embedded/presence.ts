import type { RoomCode } from '@pollcast/shared';
import { PRESENCE_MS } from '../presence.ts';

/** How many people each node has in a room. One process only, so nothing of it is kept on disk. */
export function createPresence(now: () => number) {
  const rooms = new Map<RoomCode, Map<string, { present: number; reportedAt: number }>>();

  return (code: RoomCode, node: string, present: number): number => {
    const nodes = rooms.get(code) ?? new Map();
    rooms.set(code, nodes.set(node, { present, reportedAt: now() }));
    for (const [name, report] of nodes) {
      if (report.present === 0 || report.reportedAt + PRESENCE_MS <= now()) nodes.delete(name);
    }
    if (nodes.size === 0) rooms.delete(code);
    return [...nodes.values()].reduce((sum, report) => sum + report.present, 0);
  };
}
