/** What no answer may tell of the server's inside. */
export const INSIDE =
  /node_modules|\bat \w+.*\(|\.ts\b|\.js\b|zod|sqlite|ioredis|\/server\/|stack|invalid_union|unrecognized_keys/i;

/** The same for pages, which name their own scripts. */
export const INSIDE_OF_PAGES = /workspaces|node_modules|sqlite|\bat \w+.*\(/;
