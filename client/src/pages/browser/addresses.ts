import { readCode } from '@pollcast/shared/pure';

/** The room's code in this page's address, canonical; null when it cannot be one. */
export function codeInAddress(): string | null {
  return readCode(typedCode());
}

/** The code as it stands in the address. */
export function typedCode(): string {
  return decodeURIComponent(location.pathname.split('/')[2] ?? '');
}

/** `K7M4RX` as people read it, `K7M 4RX`. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
}

export function audienceAddress(code: string): string {
  return `${location.origin}/r/${code}`;
}

export function stageAddress(code: string, key?: string): string {
  return `${location.origin}/r/${code}/present${key === undefined ? '' : `#${key}`}`;
}

export function moderatorAddress(code: string, key: string): string {
  return `${location.origin}/r/${code}/moderate#${key}`;
}

export function boardAddress(code: string, key?: string): string {
  return `${location.origin}/r/${code}/board${key === undefined ? '' : `#${key}`}`;
}

/** What came of a room's polls, for everybody. */
export function resultsAddress(code: string): string {
  return `${location.origin}/r/${code}/results`;
}

/** The same to be printed, as far as the key may see it. */
export function reportAddress(code: string, key: string): string {
  return `${location.origin}/r/${code}/report#${key}`;
}

/** A poll's own page. */
export function pollAddress(id: string): string {
  return `${location.origin}/p/${id}`;
}
