/** What a store needs of a log; pino's fits. */
export interface StoreLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** For programs whose errors say enough. */
export const silentLog: StoreLog = { info() {}, warn() {}, error() {} };
