import { Decoder as BaseDecoder, Encoder, PacketType } from 'socket.io-parser';

/** A decoded event, `[name, ...arguments]`, with the size of the message it came in. */
export type SizedEvent = [name: string, ...unknown[]] & { bytes?: number };

/**
 * Socket.IO's decoder, which also says how long each message was: a voter's may be shorter than a moderator's, and the
 * transport knows one limit only. Refuses binary events, which the contract does not have.
 */
class Decoder extends BaseDecoder {
  private bytes = 0;

  constructor() {
    super();
    this.on('decoded', (packet) => {
      if (packet.type === PacketType.EVENT) (packet.data as SizedEvent).bytes = this.bytes;
    });
  }

  override add(chunk: unknown): void {
    if (typeof chunk !== 'string' || chunk.startsWith('5') || chunk.startsWith('6'))
      throw new Error('binary packet');
    this.bytes = Buffer.byteLength(chunk);
    super.add(chunk);
  }
}

export const parser = { Encoder, Decoder };
