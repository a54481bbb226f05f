/** How long a node's report of people in a room holds. */
export const PRESENCE_MS = 15_000;
