/** Reads JSON that this browser keeps for the pages; null where there is none or storage is forbidden. */
export function readStored<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps JSON in this browser. Without storage the page works on, it only forgets. */
export function writeStored(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows and full disks: nothing that a visitor could do about it.
  }
}
