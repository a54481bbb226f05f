/** How many options a poll may have. By themselves, so that other people's pages load them without all the other limits. */
export const OPTIONS_MIN = 2;
export const OPTIONS_MAX = 50;
