import { randomBytes } from "node:crypto";
import type { ReadNowDetails } from "../../../panel/protocol.ts";
import type { ConnectionRecord } from "../../connections/ConnectionRecord.ts";
import type { Shown } from "../../connections/ConnectionTree.ts";
import { explainFailure } from "../../connections/explainFailure.ts";
import type {
  ItemAnswer,
  ItemRequest,
} from "../../connections/readItemOnce.ts";
import type { FlowEvent } from "../FlowEvent.ts";
import type { FlowStore } from "../FlowStore.ts";
import { describeAnswers, type Outcome } from "./describeAnswers.ts";
import { itemToRead, type ItemToRead } from "./itemToRead.ts";

export interface ReadNowOptions {
  readonly store: FlowStore;
  /** Cosmos DB accounts that are connected, the lab's too. */
  readonly accounts: () => readonly Shown[];
  readonly readerOf: (
    record: ConnectionRecord,
  ) => Promise<(request: ItemRequest) => Promise<ItemAnswer>>;
  /** @returns nothing where the person went away */
  readonly pick: (accounts: readonly Shown[]) => PromiseLike<Shown | undefined>;
  /** Asked for every account but the lab's. */
  readonly confirm: (question: Question) => PromiseLike<boolean>;
}

export interface Question {
  readonly account: string;
  readonly address: string;
  /** `shop/orders/A-1042` */
  readonly item: string;
  readonly reads: number;
}

/** "Owner resource does not exist", beside 404 (measured against the lab). */
const NO_CONTAINER = 1003;
/** Items may be large, and are of use while somebody looks at them. */
const KEPT = 20;

/**
 * Reads the item of a flow's read again, without and with the token, at the same time. What comes back
 * is kept for the panel only: it is no event, so no recording has it.
 */
export class ReadNow {
  readonly #options: ReadNowOptions;
  readonly #results = new Map<number, ReadNowDetails>();
  /** Of every read made here: by it they are known where the lab reports them. */
  readonly #traceId = randomBytes(16).toString("hex");
  readonly #unlisten: () => void;

  constructor(options: ReadNowOptions) {
    this.#options = options;
    this.#unlisten = options.store.listen({
      removed: ({ n }) => this.#results.delete(n),
      cleared: () => this.#results.clear(),
    });
  }

  resultOf(n: number): ReadNowDetails | undefined {
    return this.#results.get(n);
  }

  isOwn({ span }: FlowEvent): boolean {
    return span?.traceId === this.#traceId;
  }

  /** Never rejects: what went wrong is the result. @param read which of the flow's reads */
  async run(n: number, read: number): Promise<void> {
    const flow = this.#options.store.get(n);
    const judged = flow?.reads[read];
    if (flow === undefined || judged === undefined) return;
    if (this.#results.get(n)?.state === "reading") return;
    const item = itemToRead(flow, judged);
    if ("cannot" in item) {
      this.#keep(n, failed("The item", item.cannot));
      return;
    }
    const name = `${item.database}/${item.container}/${item.itemId}`;
    try {
      const account = await this.#accountFor(item);
      if (account === undefined) return;
      if ("cannot" in account) {
        this.#keep(n, failed(name, account.cannot));
        return;
      }
      const tokens =
        item.token === undefined ? [undefined] : [undefined, item.token];
      const { record, isLab } = account;
      const isMeant =
        isLab ||
        (await this.#options.confirm({
          account: record.name,
          address: record.address,
          item: name,
          reads: tokens.length,
        }));
      if (!isMeant) return;
      const what = `${name} in ${record.name}`;
      this.#keep(n, { ...failed(what, "Reading…"), state: "reading" });
      const details = await this.#readAll(record, item, tokens).catch(
        (error: unknown) => explainFailure(error).words,
      );
      this.#keep(
        n,
        typeof details === "string"
          ? failed(what, details)
          : { state: "done", what, ...details },
      );
    } catch (error) {
      this.#keep(n, failed(name, explainFailure(error).words));
    }
  }

  dispose(): void {
    this.#unlisten();
    this.#results.clear();
  }

  async #accountFor(
    item: ItemToRead,
  ): Promise<Shown | { readonly cannot: string } | undefined> {
    const accounts = this.#options.accounts();
    const lab = accounts.find(({ isLab }) => isLab);
    if (item.isOnLab) {
      return (
        lab ?? {
          cannot:
            "This flow was made on the lab, which does not run any more, and its items ended with it. Start the lab, run your program again, and read there.",
        }
      );
    }
    if (accounts.length === 0) {
      return {
        cannot:
          "No Cosmos DB account is connected. Connect to the one that this read asked, or start the lab, then read again.",
      };
    }
    return accounts.length === 1 ? accounts[0] : this.#options.pick(accounts);
  }

  async #readAll(
    record: ConnectionRecord,
    item: ItemToRead,
    tokens: readonly (string | undefined)[],
  ): Promise<ReturnType<typeof describeAnswers>> {
    const readItem = await this.#options.readerOf(record);
    const { database, container, itemId, partitionKey } = item;
    const outcomes = tokens.map(async (token): Promise<Outcome> => {
      const spanId = randomBytes(8).toString("hex");
      const traceparent = `00-${this.#traceId}-${spanId}-00`;
      const request = { database, container, itemId, partitionKey };
      const result = await readItem({ ...request, token, traceparent }).then(
        (answer) =>
          answer.subStatus === NO_CONTAINER
            ? {
                trouble: `${record.name} has no container ${database}/${container}. Perhaps the read asked another account.`,
              }
            : answer,
        (error: unknown) => ({ trouble: explainFailure(error).words }),
      );
      return { sent: token, result };
    });
    return describeAnswers(item, await Promise.all(outcomes));
  }

  #keep(n: number, details: ReadNowDetails): void {
    // It may have fallen out of the store in the meantime.
    if (this.#options.store.get(n) === undefined) return;
    this.#results.delete(n);
    this.#results.set(n, details);
    const [oldest] = this.#results.keys();
    if (this.#results.size > KEPT) this.#results.delete(oldest!);
  }
}

function failed(what: string, words: string): ReadNowDetails {
  return { state: "failed", what, words, answers: [], diff: [] };
}
