import fc from 'fast-check';
import { cookies, secrets } from './secrets.ts';
import { strangeText } from './strange.ts';

/** A request that is HTTP in all its parts, whatever the parts say. */
export interface HttpRequest {
  method: string;
  target: string;
  headers: string[];
  body?: Buffer | string;
}

/** One step of a path or one field of a query. */
export const segments: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('@poll@', '@rating@', '@hidden@', '@draft@', '@code@') },
  { weight: 2, arbitrary: strangeText.map((text) => encodeURIComponent(text.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('%', '%00', '%ED%A0%80', '%C0%AE', '..%2f..', '%E0%A4%A', '.', '%2e%2e'),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 8_000 }).map((length) => 'x'.repeat(length)) },
);

/** Headers that say who asks. */
export const callers: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 4, arbitrary: secrets.map((secret) => [`Authorization: Bearer ${headerText(secret)}`]) },
  { weight: 2, arbitrary: cookies.map((cookie) => [`Cookie: ${headerText(cookie)}`]) },
  { weight: 1, arbitrary: fc.constant<string[]>([]) },
  {
    weight: 1,
    arbitrary: secrets.map((secret) => [
      `Authorization: Basic ${headerText(secret)}`,
      'Cookie: pollcast_voter=@voter@',
    ]),
  },
);

/** Headers that servers have stumbled over. */
export const oddHeaders: fc.Arbitrary<string[]> = fc.array(
  fc.constantFrom(
    'Accept: text/html;q=x, */*;q=9',
    'Accept-Language: xx;q=99, de-',
    'Range: bytes=9-1,-,5-',
    'If-None-Match: "',
    'If-Modified-Since: yesterday',
    'Origin: null',
    'Origin: https://evil.example',
    'Sec-Fetch-Site: cross-site',
    'X-Forwarded-For: ::1, %00, 999.1.1.1',
    'X-Forwarded-Host: evil.example"><script>',
    'X-Forwarded-Proto: javascript',
    'X-HTTP-Method-Override: DELETE',
    'Last-Event-ID: 1-99999999999999999999',
    'Access-Control-Request-Method: TRACE',
    'Upgrade: h2c',
    'Content-Encoding: gzip',
    'Content-Language: \xff',
  ),
  { maxLength: 3 },
);

/** Header values are Latin-1 without line breaks: what is no header at all is another attack's. */
function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header's value must not hold.
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\xff]/g, '?');
}

/** The request's bytes, with a right length, the connection to be closed after it. */
export function bytesOf({ method, target, headers, body = '' }: HttpRequest): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers];
  if (bytes.length > 0) lines.push(`Content-Length: ${bytes.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
