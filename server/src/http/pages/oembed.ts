import { type CheckedInput, frameHeight, type Poll, PollId } from '@pollcast/shared';
import type { Request, RequestHandler } from 'express';
import { type Caller, stranger } from '../../domain/caller.ts';
import { PollcastError } from '../../domain/errors.ts';
import { type Html, html } from './html.ts';
import { createReadPoll, originOf } from './poll-reader.ts';
import type { PollRoutesDeps } from './poll-routes.ts';

const WIDTH = 640;
/** How long the answer may be kept, in seconds. */
const CACHE_AGE_S = 3_600;
const POLL_ADDRESS = /^\/(?:p|embed)\/([^/]+)\/?$/;
const ROOM_ADDRESS = /^\/r\/([^/]+)(?:\/|$)/;

/** What oEmbed (oembed.com, type `rich`) tells of a poll. */
type Rich = Record<'version' | 'type' | 'title' | 'provider_name' | 'provider_url' | 'html', string> &
  Record<'cache_age' | 'width' | 'height', number>;

/** Answers `?url=…&format=json|xml&maxwidth=…&maxheight=…` with a frame of the poll at that address, or of a room's staged one. */
export function createOembed(deps: PollRoutesDeps): RequestHandler {
  const { perform, handlers, origins, limits, publicUrl } = deps;
  const read = createReadPoll(deps);

  async function pollAt(url: unknown, origin: string, caller: Caller): Promise<Poll> {
    const path = pathIn(url, origin);
    const id = PollId.safeParse(POLL_ADDRESS.exec(path)?.[1] ?? (await stagedAt(path, caller)));
    if (!id.success) throw new PollcastError('POLL_NOT_FOUND');
    return (await read(id.data, caller)).poll;
  }

  async function stagedAt(path: string, caller: Caller): Promise<PollId | null> {
    const code = ROOM_ADDRESS.exec(path)?.[1];
    if (code === undefined) return null;
    const { room } = await perform({
      name: 'room:get',
      input: { code },
      caller,
      run: (checked) => handlers['room:get'](checked as CheckedInput<'room:get'>, caller),
    });
    return room.stage;
  }

  return async (request, response) => {
    const { url, format = 'json' } = request.query;
    const address = origins.addressOf(request);
    await limits.apiRequest(address);
    if (format !== 'json' && format !== 'xml') return void response.sendStatus(501);
    const origin = originOf(request, publicUrl);
    const rich = richOf(await pollAt(url, origin, stranger(address)), origin, request);
    response.set('Cache-Control', `public, max-age=${CACHE_AGE_S}`);
    if (format === 'json') response.json(rich);
    else response.type('text/xml').send(xmlOf(rich).markup);
  };
}

/** Where services find it: in the head of a page. */
export function discoveryLinks(origin: string, path: string): Html {
  return html`${(['json', 'xml'] as const).map(
    (format) =>
      html`<link rel="alternate" type="${TYPES[format]}" href="${addressOf(origin, path, format)}" />`,
  )}`;
}

/** The same as an HTTP header's value, for pages that are files. */
export function discoveryHeader(origin: string, path: string): string {
  return `<${addressOf(origin, path, 'json')}>; rel="alternate"; type="${TYPES.json}"`;
}

const TYPES = { json: 'application/json+oembed', xml: 'text/xml+oembed' };

function addressOf(origin: string, path: string, format: keyof typeof TYPES): string {
  return `${origin}/oembed?url=${encodeURIComponent(origin + path)}&format=${format}`;
}

/** The path of an address of this server; of any other, one that nothing is at. */
function pathIn(url: unknown, origin: string): string {
  if (typeof url !== 'string' || !URL.canParse(url)) return '';
  const address = new URL(url);
  return address.origin === new URL(origin).origin ? address.pathname : '';
}

function richOf(poll: Poll, origin: string, { query }: Request): Rich {
  const width = Math.min(WIDTH, sizeIn(query.maxwidth));
  const height = Math.min(frameHeight(poll, width), sizeIn(query.maxheight));
  const frame = html`<iframe src="${origin}/embed/${poll.id}" title="${poll.question}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`;
  return {
    version: '1.0',
    type: 'rich',
    title: poll.question,
    provider_name: 'Pollcast',
    provider_url: origin,
    cache_age: CACHE_AGE_S,
    html: frame.markup,
    width,
    height,
  };
}

/** A size asked for, in pixels; without one there is no bound. */
function sizeIn(wish: unknown): number {
  const size = Number(wish);
  return Number.isInteger(size) && size > 0 ? size : Number.POSITIVE_INFINITY;
}

function xmlOf(rich: Rich): Html {
  const elements = Object.entries(rich).map(([name, value]) => {
    const tag = html`${name}`;
    return html`<${tag}>${value}</${tag}>`;
  });
  return html`<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<oembed>${elements}</oembed>`;
}
