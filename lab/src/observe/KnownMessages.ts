import { Fifo } from "./Fifo.ts";
import { getOrMake, itemKey, removeFrom } from "./KnownWrites.ts";
import type { ItemKey, ServiceBusEvent } from "./observation.ts";
import type { Spoken, SpokenWrite } from "./spokenOf.ts";

/** A message at one entity that was delivered at least once. */
export interface Delivery {
  readonly entity: string;
  readonly messageId: string | undefined;
  readonly spoken: Spoken;
  /** Not settled, and its lock not expired. */
  isActive: boolean;
}

export interface SpokenDelivery {
  readonly delivery: Delivery;
  readonly write: SpokenWrite;
}

/** Messages of one id, in the order of sending, and how many of them each entity has delivered. */
interface Sent {
  readonly messages: Spoken[];
  readonly delivered: Map<string, number>;
}

/** More messages of one id than this are taken for the same. */
const SENT_OF_ONE_ID = 64;
/** Older deliveries that speak of the same item say nothing new of it. */
const DELIVERIES_OF_ONE_ITEM = 64;
/** A query is held against the newest of them only, so that many messages do not make it slow. */
const LOOKED_AT_BY_A_QUERY = 256;

/** Messages that were sent, and those of them that were delivered: found by the items they speak of. */
export class KnownMessages {
  /** By entity and message id. */
  readonly #sent = new Map<string, Sent>();
  readonly #sentKeys: Fifo<string>;
  /** By entity and sequence number. */
  readonly #delivered = new Map<string, Delivery>();
  readonly #deliveredKeys: Fifo<string>;
  readonly #byItem = new Map<string, Delivery[]>();
  readonly #byContainer = new Map<string, Delivery[]>();

  constructor(capacity: number) {
    this.#sentKeys = new Fifo(capacity);
    this.#deliveredKeys = new Fifo(capacity);
  }

  send(event: ServiceBusEvent, spoken: Spoken): void {
    const key = sentKey(event);
    const known = this.#sent.get(key);
    if (known !== undefined) {
      known.messages.push(spoken);
      if (known.messages.length > SENT_OF_ONE_ID) known.messages.shift();
      return;
    }
    this.#sent.set(key, { messages: [spoken], delivered: new Map() });
    const oldest = this.#sentKeys.push(key);
    if (oldest !== undefined) this.#sent.delete(oldest);
  }

  /** @param read what the message speaks of, for one whose sending was not seen */
  deliver(event: ServiceBusEvent, read: () => Spoken): Delivery {
    const key = deliveryKey(event);
    const again = this.#delivered.get(key);
    if (again !== undefined) {
      again.isActive = true;
      return again;
    }
    const delivery: Delivery = {
      entity: event.entity,
      messageId: event.messageId,
      spoken: this.#spokenWhenSent(event) ?? read(),
      isActive: true,
    };
    this.#delivered.set(key, delivery);
    this.#index(delivery);
    const oldest = this.#deliveredKeys.push(key);
    if (oldest !== undefined) this.#forget(oldest);
    return delivery;
  }

  /** Settled, or its lock expired. */
  settle(event: ServiceBusEvent): void {
    const delivery = this.#delivered.get(deliveryKey(event));
    if (delivery !== undefined) delivery.isActive = false;
  }

  speakingOf(container: string, item: ItemKey): SpokenDelivery[] {
    const found: SpokenDelivery[] = [];
    for (const delivery of this.#byItem.get(itemKey(container, item)) ?? []) {
      for (const write of delivery.spoken.writes) {
        if (
          write.item.id === item.id &&
          write.item.partitionKey === item.partitionKey &&
          write.container === container
        ) {
          found.push({ delivery, write });
        }
      }
    }
    return found;
  }

  /** @param concerns whether a query could return the item */
  speakingOfAny(
    container: string,
    concerns: (item: ItemKey) => boolean,
  ): SpokenDelivery[] {
    const found: SpokenDelivery[] = [];
    for (const delivery of this.#byContainer.get(container) ?? []) {
      for (const write of delivery.spoken.writes) {
        if (write.container === container && concerns(write.item)) {
          found.push({ delivery, write });
        }
      }
    }
    return found;
  }

  clear(): void {
    this.#sent.clear();
    this.#sentKeys.clear();
    this.#delivered.clear();
    this.#deliveredKeys.clear();
    this.#byItem.clear();
    this.#byContainer.clear();
  }

  #spokenWhenSent(event: ServiceBusEvent): Spoken | undefined {
    const sent = this.#sent.get(sentKey(event));
    if (sent === undefined) return undefined;
    const place = withoutDeadLetter(event.entity);
    const delivered = sent.delivered.get(place) ?? 0;
    sent.delivered.set(place, delivered + 1);
    return sent.messages[Math.min(delivered, sent.messages.length - 1)];
  }

  #index(delivery: Delivery): void {
    for (const { container, item } of delivery.spoken.writes) {
      const key = itemKey(container, item);
      const ofItem = getOrMake(this.#byItem, key, newArray);
      ofItem.push(delivery);
      if (ofItem.length > DELIVERIES_OF_ONE_ITEM) ofItem.shift();
      const recent = getOrMake(this.#byContainer, container, newArray);
      if (recent.at(-1) === delivery) continue;
      recent.push(delivery);
      // By halves, so that the moving of the rest costs nothing a message.
      if (recent.length > 2 * LOOKED_AT_BY_A_QUERY) {
        recent.splice(0, LOOKED_AT_BY_A_QUERY);
      }
    }
  }

  #forget(key: string): void {
    const delivery = this.#delivered.get(key);
    this.#delivered.delete(key);
    for (const { container, item } of delivery?.spoken.writes ?? []) {
      removeFrom(this.#byItem, itemKey(container, item), delivery!);
    }
  }
}

const newArray = (): Delivery[] => [];

function deliveryKey(event: ServiceBusEvent): string {
  const place = withoutDeadLetter(event.entity);
  return `${place}\0${event.sequenceNumber?.toString() ?? event.messageId ?? ""}`;
}

/** A message is sent to the topic and delivered by its subscriptions. */
function sentKey(event: ServiceBusEvent): string {
  const [sentTo = ""] = withoutDeadLetter(event.entity).split(
    /\/subscriptions\//i,
  );
  return `${sentTo}\0${event.messageId ?? ""}`;
}

function withoutDeadLetter(entity: string): string {
  return entity.replace(/\/\$DeadLetterQueue$/i, "");
}
