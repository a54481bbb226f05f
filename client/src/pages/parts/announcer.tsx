import { useEffect, useState } from 'preact/hooks';

const EVERY_MS = 5000;

/**
 * Tells screen readers a text that changes all the time: politely, the newest one, at most every five seconds. Of several
 * texts they are told those that have changed, together.
 */
export function Announcer({ text }: { text: string | readonly string[] }) {
  const newest = JSON.stringify([text].flat());
  const [said, setSaid] = useState({ newest: '[]', at: 0 });
  useEffect(() => {
    if (newest === said.newest) return;
    const timer = setTimeout(() => setSaid({ newest, at: Date.now() }), said.at + EVERY_MS - Date.now());
    return () => clearTimeout(timer);
  }, [newest, said]);
  return (
    <div class="for-ears" aria-live="polite">
      {(JSON.parse(said.newest) as string[]).map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </div>
  );
}
