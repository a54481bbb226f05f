import type { Connection, OfflineReason } from '@pollcast/client';
import { reasonOf, words } from '../words/words.ts';
import './connection-banner.css';

/** A thin line over the page while it is cut off; what the page showed stays readable. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const text = textOf(connection);
  return (
    <div class="connection" role="status">
      {text !== null && <p data-status={connection.status}>{text}</p>}
    </div>
  );
}

function textOf(connection: Connection): string | null {
  switch (connection.status) {
    case 'connecting':
    case 'online':
      return null;
    case 'offline':
      return whyOffline(connection);
    case 'closed':
      return words('connection.closed');
    case 'refused':
      return words('connection.refused', { reason: reasonOf(connection.error) });
    default:
      return connection satisfies never;
  }
}

function whyOffline({ reason }: { reason?: OfflineReason }): string {
  if (!navigator.onLine) return words('connection.noNetwork');
  switch (reason) {
    case undefined:
      return words('connection.offline');
    case 'restart':
      return words('connection.restarting');
    case 'proxy':
      return words('connection.blocked');
    default:
      return words('connection.busy');
  }
}
