import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Consumer } from "./Consumer.ts";
import { MessageList } from "./MessageList.ts";

/**
 * Messages that wait, and those who take them: of a queue, or of one session in it. Consumers with room
 * take turns, one message each.
 */
export class Line {
  readonly waiting = new MessageList();
  /** Consumers that said that they have room, the next one first. A set keeps its order. */
  readonly #ready = new Set<Consumer>();
  readonly #handOver: (message: StoredMessage, consumer: Consumer) => void;

  constructor(handOver: (message: StoredMessage, consumer: Consumer) => void) {
    this.#handOver = handOver;
  }

  add(message: StoredMessage): void {
    this.waiting.add(message);
    this.pump();
  }

  /** The consumer may have room now. */
  wake(consumer: Consumer): void {
    this.#ready.add(consumer);
    this.pump();
  }

  leave(consumer: Consumer): void {
    this.#ready.delete(consumer);
  }

  pump(): void {
    for (const consumer of this.#ready) {
      const message = this.waiting.first;
      if (message === undefined) return;
      this.#ready.delete(consumer);
      if (!consumer.ready()) continue;
      // Behind the others, to whom this same loop comes first.
      this.#ready.add(consumer);
      this.waiting.remove(message);
      this.#handOver(message, consumer);
    }
  }
}
