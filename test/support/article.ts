import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An article on a site of its own, under a strict content policy, that embeds a poll as an element and in a frame. */
export interface Article {
  url: string;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
};

interface ArticleOptions {
  /** The Pollcast server's origin. */
  server: string;
  pollId: string;
  /** What is different about this article, made from its markup. */
  edit?: (markup: string) => string;
}

export async function openArticle({
  server,
  pollId,
  edit = (markup) => markup,
}: ArticleOptions): Promise<Article> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    `connect-src ${server} ${server.replace('http', 'ws')}`,
    "style-src 'self'",
    `frame-src ${server}`,
    "img-src 'self'",
  ].join('; ');
  const fill = (text: string) => text.replaceAll('{{server}}', server).replaceAll('{{poll}}', pollId);

  const http = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url!.slice(1);
    const type = TYPES[name.split('.').at(-1)!];
    if (!/^(index\.html|article\.css|frames\.js)$/.test(name)) return response.writeHead(204).end();
    const text = fill(readFileSync(new URL(`../fixtures/article/${name}`, import.meta.url), 'utf8'));
    response.setHeader('content-security-policy', policy);
    return response.setHeader('content-type', type!).end(name === 'index.html' ? edit(text) : text);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // Another name for this machine, so that the article is another site and not only another origin.
  const url = `http://localhost:${(http.address() as AddressInfo).port}/`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** The article's markup with the element alone. */
export function withoutFrame(markup: string): string {
  return markup.replace(/<iframe.*<\/iframe>/, '');
}
