import { API_PREFIX } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';
import { NoRoom } from '../parts/no-room.tsx';
import { NoKey } from './no-key.tsx';

/** For a moderator whom the server has cut off: the room was deleted, or its key was replaced. */
export function CutOff({ code }: { code: string }) {
  const [isGone, setIsGone] = useState<boolean | null>(null);
  useEffect(() => {
    fetch(`${API_PREFIX}/rooms/${code}`).then(
      ({ status }) => setIsGone(status === 404),
      () => setIsGone(false),
    );
  }, [code]);
  if (isGone === null) return null;
  return isGone ? <NoRoom code={code} isGone /> : <NoKey code={code} why="replaced" />;
}
