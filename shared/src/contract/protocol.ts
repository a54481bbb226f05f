/** The wire's version. It rises only when an old client could misread a new server. */
export const PROTOCOL_VERSION = 1;

/** Where the HTTP door of the commands stands. */
export const API_PREFIX = '/api/v1';
