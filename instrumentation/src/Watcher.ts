import { attemptOf, type Answered } from "./cosmos/Answered.ts";
import type { Attempt } from "./cosmos/Call.ts";
import { quietly } from "./quietly.ts";
import { Repetitions, type Refused } from "./cosmos/Repetitions.ts";
import { Deliveries } from "./flow/Deliveries.ts";
import type { Evidence } from "./flow/Evidence.ts";
import { judge, type Judged } from "./flow/judge.ts";
import { Lineage } from "./flow/Lineage.ts";
import type { Write } from "./flow/Write.ts";
import { Writes } from "./flow/Writes.ts";
import { callSpan } from "./otlp/callSpan.ts";
import { newSpanContext } from "./otlp/spanContext.ts";
import { isNoToken, rangesOf } from "./flow/tokenParts.ts";

/**
 * So many answers are looked at together. In between each of them the program does so much that our
 * code is not in the processor's caches any more: alone, a look at one costs twice as much.
 */
const TOGETHER = 128;

/** Joins what is seen of Cosmos DB with what is seen of messages, judges reads, and makes spans. */
export class Watcher {
  readonly #deliveries = new Deliveries();
  readonly #writes = new Writes();
  #answered: Answered[] = [];
  readonly #lineage = new Lineage();
  readonly #repetitions = new Repetitions();
  /** Containers that were read while messages were there: up to two, to tell one from several. */
  readonly #readContainers = new Set<string>();
  readonly #known: Pick<Evidence, "recent" | "isForeign" | "isOwn"> = {
    recent: () => this.#deliveries.recent(),
    isForeign: (container, token) => this.#writes.isOfOther(container, token),
    isOwn: (container, token) => this.#writes.isOf(container, token),
  };
  readonly #report: (span: string) => void;
  readonly #wake: () => void;

  constructor(
    report: (span: string) => void,
    wake: () => void = () => undefined,
  ) {
    this.#report = report;
    this.#wake = wake;
  }

  /** Messages as they were after all that was answered. */
  get deliveries(): Deliveries {
    this.catchUp();
    return this.#deliveries;
  }

  get writes(): Writes {
    this.catchUp();
    return this.#writes;
  }

  /** Is looked at before anything else happens that it has to do with: a message, or the sending of spans. */
  cosmos(answered: Answered): void {
    this.#answered.push(answered);
    if (this.#answered.length < TOGETHER) this.#wake();
    else this.catchUp();
  }

  catchUp(): void {
    if (this.#answered.length === 0) return;
    const all = this.#answered;
    this.#answered = [];
    for (const answered of all) {
      quietly(() => {
        const attempt = attemptOf(answered);
        if (attempt !== undefined) this.#look(attempt);
      });
    }
  }

  #look(attempt: Attempt): void {
    const earlier = this.#repetitions.take(attempt);
    const { request, status, subStatus, served } = attempt;
    const token = earlier?.token ?? request.sent;
    const call = {
      attempts:
        earlier === undefined ? [attempt] : [...earlier.attempts, attempt],
      token,
    };
    if (served !== undefined && request.container !== undefined) {
      this.#learn(attempt);
    }
    if (status === 404 && subStatus === 1002 && token !== undefined) {
      const tooMany = this.#repetitions.wait(call);
      if (tooMany !== undefined) this.#end(tooMany);
      this.#wake();
      return;
    }
    this.#end(call);
  }

  /** Spans of calls that were refused and not repeated. */
  endRefused(isLast: boolean): void {
    this.catchUp();
    for (const refused of this.#repetitions.ended(Date.now(), isLast)) {
      this.#end(refused);
    }
    if (!this.#repetitions.isEmpty) this.#wake();
  }

  #learn({ request, served }: Attempt): void {
    if (request.partitionKey === undefined) return;
    this.#lineage.learn(request.container!, request.partitionKey, served!);
  }

  #end({ attempts, token }: Refused): void {
    const last = attempts.at(-1)!;
    const span = newSpanContext(last.handler?.span);
    const { request, served } = last;
    // A batch that reads, too, does not have to see what it writes itself.
    const judged = isAnsweredRead(last) ? this.#judge(last, token) : undefined;
    if (request.kind === "write" && served !== undefined && hasWritten(last)) {
      this.#wrote(last, served, span);
    }
    this.#report(callSpan({ span, attempts, token, judged }));
  }

  #wrote(
    { request, handler }: Attempt,
    token: string,
    span: Write["span"],
  ): void {
    // A bulk call writes to many keys of one range; whatever names one of them is not known.
    if (rangesOf(token).length === 0) return;
    const write: Write = {
      container: request.container!,
      partitionKey: request.partitionKey,
      itemId: request.itemId,
      token,
      span,
    };
    this.#writes.add(write);
    handler?.writes.push(write);
  }

  #judge(last: Attempt, sent: string | undefined): Judged {
    const { request, handler, served, status, subStatus } = last;
    const { recent, isForeign, isOwn } = this.#known;
    const container = request.container!;
    if (this.#readContainers.size < 2) this.#readContainers.add(container);
    return judge(
      {
        container,
        partitionKey: request.partitionKey,
        itemId: request.itemId,
        items: request.items,
        sent,
        dropped: sent !== undefined && request.sent === undefined,
        served,
        status,
        subStatus,
      },
      {
        context: handler?.deliveries,
        recent,
        isForeign,
        isOwn,
        parents: this.#lineage.of(container),
        ownWrites: handler?.writes ?? [],
        hasSeveralContainers: this.#readContainers.size > 1,
      },
    );
  }
}

/** Case: one operation of a transactional batch failed (207), and with it all the others. */
function hasWritten({ request, status }: Attempt): boolean {
  return status < 400 && !(status === 207 && request.operation === BATCH);
}

const BATCH = "items.batch";

/**
 * A read that got an answer about data, or none because its token is no token; not one that was
 * throttled, or refused as wrong in another way. A batch with reads among its writes is judged for them.
 */
function isAnsweredRead({
  request,
  status,
  subStatus,
  served,
}: Attempt): boolean {
  const { kind, items, container } = request;
  if (kind !== "read" && items === undefined) return false;
  if (container === undefined) return false;
  if (status < 400) return true;
  if (status === 400) return isNoToken(request.sent);
  return status === 404 && (served !== undefined || subStatus === 1002);
}
