/** Spans as the body of a request; room is left behind them for its end. */
export interface Batch {
  readonly spans: number;
  readonly bytes: Buffer;
  readonly length: number;
}

/** Below a receiver's usual limit of some megabytes; a span has about one and a half kilobytes. */
const SIZE = 512 * 1024;
const COMMA = ",".charCodeAt(0);
/** Of full ones: eight megabytes. */
const MOST_WAITING = 16;

/**
 * Spans that wait to be sent, written one after the other into buffers. As objects, all that wait
 * two tenths of a second outlive some rounds of the garbage collector, and are copied in each.
 */
export class Batches {
  readonly #start: () => string;
  readonly #room: number;
  readonly #full: Batch[] = [];
  #open: Buffer | undefined;
  #spans = 0;
  #length = 0;
  #spare: Buffer | undefined;
  #dropped = 0;

  /**
   * @param start says what stands before the first span, in ASCII
   * @param room bytes to leave free behind the last one
   */
  constructor(start: () => string, room: number) {
    this.#start = start;
    this.#room = room;
  }

  get isEmpty(): boolean {
    return this.#spans === 0 && this.#full.length === 0;
  }

  /** More waits than one request takes. */
  get hasFull(): boolean {
    return this.#full.length > 0;
  }

  /** Spans for which there was no room. */
  get dropped(): number {
    return this.#dropped;
  }

  /** @param span in ASCII: one byte a letter */
  add(span: string): void {
    const needed = 1 + span.length;
    let bytes = this.#open;
    if (
      bytes === undefined ||
      this.#length + needed + this.#room > bytes.length
    ) {
      this.#close();
      bytes = this.#begin(needed);
    }
    if (this.#spans > 0) bytes[this.#length++] = COMMA;
    this.#length += bytes.write(span, this.#length, "latin1");
    this.#spans += 1;
  }

  /** The oldest. */
  take(): Batch | undefined {
    if (this.#full.length === 0) this.#close();
    return this.#full.shift();
  }

  /** A batch whose bytes nobody reads any more: the next one gets its buffer. */
  giveBack({ bytes }: Batch): void {
    if (bytes.length === SIZE) this.#spare = bytes;
  }

  #begin(ofSpan: number): Buffer {
    const start = this.#start();
    const needed = start.length + ofSpan + this.#room;
    const bytes =
      needed <= SIZE
        ? (this.#spare ?? Buffer.allocUnsafeSlow(SIZE))
        : Buffer.allocUnsafeSlow(needed);
    this.#spare = undefined;
    this.#open = bytes;
    this.#length = bytes.write(start, "latin1");
    return bytes;
  }

  #close(): void {
    if (this.#open === undefined) return;
    this.#full.push({
      spans: this.#spans,
      bytes: this.#open,
      length: this.#length,
    });
    this.#open = undefined;
    this.#spans = 0;
    if (this.#full.length > MOST_WAITING) {
      this.#dropped += this.#full.shift()!.spans;
    }
  }
}
