import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Language } from '@pollcast/shared/words';
import type { Request, Response } from 'express';

/** A page as the build left it. */
interface BuiltPage {
  plain: Buffer;
  packed: Buffer;
  /** What the policy must say for the styles and scripts that stand in the page itself. */
  leave: string[];
}

export interface BuiltPages {
  send(request: Request, response: Response, page: { language: Language; name: string }): Promise<void>;
}

const INLINE = /<(style|script)>([\s\S]*?)<\/\1>/g;
const pack = promisify(gzip);

/** The pages that the browser fills, each read once. What stands inline in them is let in by its hash, and nothing else. */
export function createBuiltPages(dir: string): BuiltPages {
  const pages = new Map<string, Promise<BuiltPage>>();

  function pageOf(path: string): Promise<BuiltPage> {
    const page = pages.get(path) ?? readPage(path);
    pages.set(path, page);
    page.catch(() => pages.delete(path));
    return page;
  }

  return {
    async send(request, response, { language, name }) {
      const { plain, packed, leave } = await pageOf(join(dir, language, name));
      const isPacked = request.acceptsEncodings('gzip') !== false;
      const policy = String(response.getHeader('Content-Security-Policy'));
      response.set('Content-Security-Policy', [policy, ...leave].join(';'));
      response.set('Cache-Control', 'no-store').vary('Accept-Encoding').type('html');
      if (isPacked) response.set('Content-Encoding', 'gzip');
      response.send(isPacked ? packed : plain);
    },
  };
}

async function readPage(path: string): Promise<BuiltPage> {
  const plain = await readFile(path);
  const inline = [...plain.toString('utf8').matchAll(INLINE)];
  const hashesOf = (kind: string) => inline.filter((one) => one[1] === kind).map((one) => hashOf(one[2]!));
  const leave = ['style', 'script']
    .filter((kind) => hashesOf(kind).length > 0)
    .map((kind) => `${kind}-src 'self' ${hashesOf(kind).join(' ')}`);
  return { plain, packed: await pack(plain), leave };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
