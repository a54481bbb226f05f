import { type PushName, pushes } from '@pollcast/shared';
import { WebSocket } from 'ws';
import { Breach } from './attack.ts';
import { checkRefusal } from './oracle.ts';

/** A WebSocket that sends whatever it is given, and holds what it hears against the contract. */
export interface Wire {
  send(frame: string | Buffer): void;
  /** The answer to an event given as JSON text, `[name, input]`; null when the connection ends before it. */
  ask(event: string): Promise<unknown>;
  /** Throws when something was heard that is no packet, push or refusal of the contract. */
  checkFrames(): void;
  /** Throws when a command was answered twice, or what was not asked. */
  checkAnswers(): void;
  isOpen(): boolean;
  /** Resolves when the connection is over. */
  ended: Promise<void>;
  cut(): void;
}

export interface WireOptions {
  /** The JSON text of the packet that says who one is; null keeps silent. */
  auth: string | null;
  headers?: Record<string, string>;
  query?: string;
}

const ENGINE_PACKET = /^(?:0\{|2$|3(?:probe)?$|6$|1$|4)/;
/** Our questions have numbers that no case comes upon. */
const FIRST_ID = 7_000_000_000;
const ACK = /^43(\d+)(\[.*)$/s;

/** Resolves when the server has let it in, refused it or hung up. */
export async function openWire(
  url: string,
  { auth, headers = {}, query = 'EIO=4&transport=websocket' }: WireOptions,
): Promise<{ wire: Wire; isAdmitted: boolean }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?${query}`, { headers });
  const asked = new Map<number, (reply: unknown) => void>();
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let asks = FIRST_ID;
  let surplus: string | undefined;
  let breach: Breach | undefined;
  let welcome = (_isAdmitted: boolean) => {};
  const welcomed = new Promise<boolean>((resolve) => {
    welcome = resolve;
  });

  function take(frame: string): void {
    if (!ENGINE_PACKET.test(frame)) throw new Breach(`no packet: ${frame}`);
    if (frame.startsWith('0')) {
      if (auth === null) welcome(false);
      else socket.send(`40${auth}`);
    } else if (frame === '2') socket.send('3');
    else if (frame.startsWith('40')) welcome(true);
    else if (frame.startsWith('42')) checkPush(JSON.parse(frame.slice(2)));
    else if (frame.startsWith('43')) answer(frame);
    else if (frame.startsWith('44')) {
      welcome(false);
      checkConnectError(frame.slice(2));
    }
  }

  function answer(frame: string): void {
    const [, id, body] = ACK.exec(frame) ?? [];
    const resolve = asked.get(Number(id));
    asked.delete(Number(id));
    if (resolve === undefined || body === undefined) surplus ??= frame;
    else resolve((JSON.parse(body) as unknown[])[0]);
  }

  socket.on('error', () => {});
  socket.on('message', (data) => {
    try {
      take(String(data));
    } catch (thrown) {
      breach ??= thrown instanceof Breach ? thrown : new Breach(String(thrown));
    }
  });

  const wire: Wire = {
    send: (frame) => socket.send(frame, () => {}),
    ask(event) {
      asks += 1;
      const id = asks;
      const answered = new Promise((resolve) => asked.set(id, resolve));
      wire.send(`42${id}${event}`);
      return Promise.race([answered, ended.then(() => null)]);
    },
    checkFrames() {
      if (breach !== undefined) throw breach;
    },
    checkAnswers() {
      if (surplus !== undefined) throw new Breach(`answered twice, or unasked: ${surplus}`);
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    ended,
    cut: () => socket.terminate(),
  };
  const isAdmitted = await Promise.race([welcomed, ended.then(() => false)]);
  return { wire, isAdmitted };
}

function checkPush([name, payload]: [PushName, unknown]): void {
  if (!Object.hasOwn(pushes, name)) throw new Breach(`${name} is no push`);
  const { error } = pushes[name].safeParse(payload);
  if (error !== undefined) throw new Breach(`${name} does not fit: ${error.message}`);
}

/** What Socket.IO itself says to whoever asks for another namespace. */
const NO_NAMESPACE = 'Invalid namespace';

function checkConnectError(text: string): void {
  const { message, data } = JSON.parse(text.slice(text.lastIndexOf('{"message"'))) as {
    message: string;
    data?: unknown;
  };
  if (message !== NO_NAMESPACE) checkRefusal(data);
}
