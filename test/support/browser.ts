import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** A real browser in which people come and go; it is closed with the suite. */
export interface TestBrowser {
  /** Somebody new, with no cookie and no storage of others, opens an address. */
  visit(address: string, options?: BrowserContextOptions): Promise<Page>;
}

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Long enough for a busy machine; whatever a test waits for comes by itself or not at all. */
const PATIENCE_MS = 30_000;
/** A test is a story of many such waits. */
const STORY_MS = 120_000;

/** What Chromium says, in one of many ways, of requests and connections that a test cuts or lets nobody answer. */
export const CUT_LINES = /net::ERR_|WebSocket connection to .* failed/;

/**
 * Opens a browser for the tests of a suite. Each test fails when any page of it threw, broke the content policy or
 * wrote an error to its console, unless one of `mayComplain` names it.
 */
export function useBrowser({ mayComplain = [] }: { mayComplain?: RegExp | RegExp[] } = {}): TestBrowser {
  const isAllowed = (complaint: string) => [mayComplain].flat().some((allowed) => allowed.test(complaint));
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  jest.setTimeout(STORY_MS);
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const unexpected = complaints.filter((complaint) => !isAllowed(complaint));
    [contexts, complaints] = [[], []];
    expect(unexpected).toEqual([]);
  });
  afterAll(() => browser.close());

  return {
    async visit(address, options) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      context.on('weberror', (thrown) => complaints.push(String(thrown.error())));
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.location().url}: ${message.text()}`);
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
  };
}
