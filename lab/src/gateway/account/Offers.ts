// Throughput of databases and containers. Nothing is limited by it; it is kept and answered.
import type { IncomingHttpHeaders } from "node:http";
import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";

/** What a container gets when nobody says, as on the service. */
const DEFAULT_THROUGHPUT = 400;

interface Owner {
  readonly rid: string;
  readonly self: string;
}

export class Offers {
  readonly #nextEtag: () => string;
  readonly #offers = new Map<string, Item>();

  constructor(nextEtag: () => string) {
    this.#nextEtag = nextEtag;
  }

  add(owner: Owner, headers: IncomingHttpHeaders): void {
    const id = owner.rid.replace(/=+$/, "").slice(-6);
    const autoscale = headers["x-ms-cosmos-offer-autopilot-settings"];
    const throughput = Number(
      headers["x-ms-offer-throughput"] ?? DEFAULT_THROUGHPUT,
    );
    this.#offers.set(id, {
      resource: owner.self,
      offerType: "Invalid",
      offerResourceId: owner.rid,
      offerVersion: "V2",
      content: {
        offerThroughput: throughput,
        offerIsRUPerMinuteThroughputEnabled: false,
        ...(typeof autoscale === "string" && {
          offerAutopilotSettings: JSON.parse(autoscale) as unknown,
        }),
      },
      id,
      _rid: id,
      _self: `offers/${id}/`,
      _etag: this.#nextEtag(),
    });
  }

  remove(owner: Owner): void {
    for (const [id, offer] of this.#offers) {
      if (offer["offerResourceId"] === owner.rid) this.#offers.delete(id);
    }
  }

  restore(offer: Item): void {
    this.#offers.set(String(offer["id"]), offer);
  }

  all(): readonly Item[] {
    return [...this.#offers.values()];
  }

  /** @throws {ServiceError} 404 */
  get(id: string): Item {
    const offer = this.#offers.get(id);
    if (offer !== undefined) return offer;
    throw new ServiceError(404, `Offer "${id}" is not there.`);
  }

  replace(id: string, sent: Item): Item {
    const offer = {
      ...this.get(id),
      content: sent["content"],
      _etag: this.#nextEtag(),
    };
    this.#offers.set(id, offer);
    return offer;
  }
}

export function hasThroughput(headers: IncomingHttpHeaders): boolean {
  return (
    headers["x-ms-offer-throughput"] !== undefined ||
    headers["x-ms-cosmos-offer-autopilot-settings"] !== undefined
  );
}
