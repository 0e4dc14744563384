import type { Scheduled } from "./Agenda.ts";

/** That a receiver has a message for itself, until it settles it or the time is over. */
export interface Lock {
  /** In the order in which its text is read. */
  readonly token: Buffer;
  /** The token as a key of maps. */
  readonly key: string;
  /** Milliseconds since 1970; of a message in a session it is the session's lock that counts. */
  until: number;
  expiry: Scheduled | undefined;
}

export const keyOfToken = (token: Buffer): string => token.toString("latin1");

/**
 * The bytes of a GUID as .NET writes them, with its first three groups turned round: so they stand in
 * delivery tags (measured, @azure/service-bus 7.9.5). The same function leads back.
 */
export function turnGuid(bytes: Buffer): Buffer {
  const turned = Buffer.from(bytes);
  turned.subarray(0, 4).reverse();
  turned.subarray(4, 6).reverse();
  turned.subarray(6, 8).reverse();
  return turned;
}

/** Makes lock tokens and ids that come once; the same ones in a run that is repeated. */
export class TokenSource {
  readonly #prefix: number;
  #count = 0;

  /** @param start When the broker was started, so that tokens of an earlier run are known as lost. */
  constructor(start: number) {
    this.#prefix = start;
  }

  next(): Buffer {
    this.#count += 1;
    const bytes = Buffer.allocUnsafeSlow(16);
    bytes.writeUIntBE(this.#prefix % 2 ** 48, 0, 6);
    bytes.writeUInt16BE(
      0x4000 | (Math.floor(this.#count / 2 ** 32) & 0xfff),
      6,
    );
    bytes.writeUInt32BE(0x80000000, 8);
    bytes.writeUInt32BE(this.#count >>> 0, 12);
    return bytes;
  }

  nextId(): string {
    return this.next().toString("hex");
  }
}
