/** How long voting may last at a press, in ms. */
export const DURATIONS_MS: readonly number[] = [30_000, 60_000, 120_000, 300_000, 600_000, 900_000];
