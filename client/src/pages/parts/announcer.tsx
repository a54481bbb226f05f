import { useEffect, useState } from 'preact/hooks';

const EVERY_MS = 5000;

/** Tells screen readers a text that changes all the time: politely, the newest one, at most every five seconds. */
export function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState({ text: '', at: 0 });
  useEffect(() => {
    if (text === said.text) return;
    const timer = setTimeout(() => setSaid({ text, at: Date.now() }), said.at + EVERY_MS - Date.now());
    return () => clearTimeout(timer);
  }, [text, said]);
  return (
    <p class="for-ears" aria-live="polite">
      {said.text}
    </p>
  );
}
