import { afterEach } from '@jest/globals';

interface Closable {
  close(): unknown;
}

/** Makes a function that takes note of what a test opens; after each test of the file all of it is closed, last first. */
export function closesAfterEach(): <T extends Closable>(opened: T) => T {
  const open: Closable[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  return (opened) => {
    open.push(opened);
    return opened;
  };
}
