// Throughput of databases and containers. Nothing is limited by it; it is kept and answered.
import type { IncomingHttpHeaders } from "node:http";
import { parseJson } from "../items/checkItem.ts";
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
    const { throughput, autoscale } = readThroughput(headers);
    this.#offers.set(id, {
      resource: owner.self,
      offerType: "Invalid",
      offerResourceId: owner.rid,
      offerVersion: "V2",
      content: {
        offerThroughput: throughput,
        offerIsRUPerMinuteThroughputEnabled: false,
        ...(autoscale !== undefined && { offerAutopilotSettings: autoscale }),
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

/** What a physical partition begins with ("Best practices for scaling provisioned throughput"). */
const OF_A_RANGE = { manual: 6_000, autoscale: 10_000 };

/** Of the largest throughput that an account takes unless its owner asks for more (service quotas page). */
const MAX_RANGES = 100;

/** How many ranges the service begins a container with that has this throughput. */
export function rangesFor(headers: IncomingHttpHeaders): number {
  const { throughput, autoscale } = readThroughput(headers);
  const { maxThroughput } = (autoscale ?? {}) as { maxThroughput?: unknown };
  const ranges =
    typeof maxThroughput === "number"
      ? maxThroughput / OF_A_RANGE.autoscale
      : throughput / OF_A_RANGE.manual;
  return Math.min(MAX_RANGES, Math.max(1, Math.ceil(ranges)));
}

export function hasThroughput(headers: IncomingHttpHeaders): boolean {
  return (
    headers["x-ms-offer-throughput"] !== undefined ||
    headers["x-ms-cosmos-offer-autopilot-settings"] !== undefined
  );
}

/** @throws {ServiceError} 400 */
export function readThroughput(headers: IncomingHttpHeaders): {
  readonly throughput: number;
  readonly autoscale: unknown;
} {
  const asked = headers["x-ms-offer-throughput"] ?? DEFAULT_THROUGHPUT;
  const throughput = Number(asked);
  const settings = headers["x-ms-cosmos-offer-autopilot-settings"];
  if (!Number.isInteger(throughput) || throughput < 1) {
    throw new ServiceError(
      400,
      `The throughput "${String(asked)}" is invalid.`,
    );
  }
  if (settings === undefined) return { throughput, autoscale: undefined };
  const autoscale = parseJson(Buffer.from(String(settings)));
  return { throughput, autoscale };
}
