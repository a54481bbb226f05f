/** Words of one person. */
export const WORDS_MAX = 10;
/** UTF-16 units of a word as it is typed; what it comes to is shorter. */
export const TYPED_MAX = 500;
/** Words that a moderator has hidden. */
export const HIDDEN_MAX = 200;
/** Words that leave the server: no wall has room for more. */
export const SHOWN_MAX = 60;
/**
 * Different words that a poll counts by name, those that segments count once more among them. Above it their sum would be too large to be sent and written with every batch
 * of votes, and a crowd that means harm could make it as large as it likes.
 */
export const DISTINCT_MAX = 1_000;
