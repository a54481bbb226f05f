import { useEffect, useState } from 'preact/hooks';

const AWAKE_MS = 3000;

/** Has the pointer moved within the last seconds? At first it counts as moved. */
export function useAwake(): boolean {
  const [isAwake, setIsAwake] = useState(true);
  useEffect(() => {
    let timer = setTimeout(fallAsleep, AWAKE_MS);
    function fallAsleep(): void {
      setIsAwake(false);
    }
    function wake(): void {
      setIsAwake(true);
      clearTimeout(timer);
      timer = setTimeout(fallAsleep, AWAKE_MS);
    }
    addEventListener('pointermove', wake);
    addEventListener('pointerdown', wake);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', wake);
      removeEventListener('pointerdown', wake);
    };
  }, []);
  return isAwake;
}
