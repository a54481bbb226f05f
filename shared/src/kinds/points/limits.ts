/** The most points that a poll may give each person to spend. */
export const BUDGET_MAX = 1000;
