import { changeProperties } from "../message/changeProperties.ts";
import type { Content } from "../message/Content.ts";
import { viewForRules } from "../message/readProperties.ts";
import { compileFilter } from "../rules/compileFilter.ts";
import type { MatchMessage, Rule } from "../rules/Rule.ts";
import type { EntityContext } from "./EntityContext.ts";
import type { Scheduled } from "./Agenda.ts";
import {
  readContentRecord,
  recordScheduled,
  type MessageRecord,
} from "../store/records.ts";
import { messageNotFound } from "./BrokerError.ts";
import { deadLetterReason } from "./deadLetterReason.ts";
import type { Queue } from "./Queue.ts";

export interface Subscription {
  readonly name: string;
  readonly queue: Queue;
  /** By lower-case name */
  readonly rules: Map<string, CompiledRule>;
}

export interface CompiledRule extends Rule {
  readonly matches: MatchMessage;
}

/** @throws {RuleError} When the lab cannot evaluate the filter. */
export const compileRule = (rule: Rule): CompiledRule => ({
  ...rule,
  matches: compileFilter(rule.filter),
});

/** Hands each message on to the subscriptions that have a rule which it matches. */
export class Topic {
  readonly path: string;
  /** By lower-case name */
  readonly subscriptions = new Map<string, Subscription>();
  readonly #context: EntityContext;
  readonly #scheduled = new Map<number, Scheduled>();
  #lastNumber = 0;

  constructor(path: string, context: EntityContext) {
    this.path = path;
    this.#context = context;
  }

  /** A topic takes every message; where it may not go, it is dead-lettered (see `#pass`). */
  check(): void {}

  /** @returns Its number, by which it can be cancelled while it waits for its time. */
  add(content: Content, connection: number, operation: string): number {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    this.#context.report({
      operation,
      entity: this.path,
      connection,
      message: { content, sequenceNumber: number, deliveryCount: 0 },
    });
    this.#enter(number, content);
    return number;
  }

  /** A message that was sent when this was still a queue; it was reported then. */
  takeOver(number: number, content: Content): void {
    this.restoreNumber(number);
    this.#enter(number, content);
  }

  /** Puts in what was kept of an earlier run. */
  restore({ number, content, scheduledFor }: MessageRecord): void {
    this.restoreNumber(number);
    this.#awaitTime(number, readContentRecord(content), scheduledFor ?? 0);
  }

  /** No number up to this one is given again. */
  restoreNumber(number: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  /** @throws {BrokerError} When one is not there; then none was cancelled. */
  cancel(numbers: readonly number[], connection: number): void {
    for (const number of numbers) {
      if (!this.#scheduled.has(number)) throw messageNotFound(number);
    }
    for (const number of numbers) {
      this.#context.report({
        operation: "cancel",
        entity: this.path,
        connection,
      });
      this.#forget(number);
    }
  }

  close(): void {
    for (const { queue } of this.subscriptions.values()) queue.close();
    for (const number of [...this.#scheduled.keys()]) this.#forget(number);
  }

  get scheduledCount(): number {
    return this.#scheduled.size;
  }

  #enter(number: number, content: Content): void {
    const { scheduledFor } = content;
    if (
      scheduledFor === undefined ||
      scheduledFor <= this.#context.agenda.now()
    ) {
      this.#publish(content);
    } else {
      this.#context.journal?.put(this.path, recordScheduled(number, content));
      this.#awaitTime(number, content, scheduledFor);
    }
  }

  #awaitTime(number: number, content: Content, due: number): void {
    this.#scheduled.set(
      number,
      this.#context.agenda.at(due, () => {
        this.#forget(number);
        this.#publish(content);
      }),
    );
  }

  #forget(number: number): void {
    this.#context.agenda.cancel(this.#scheduled.get(number));
    this.#scheduled.delete(number);
    this.#context.journal?.remove(this.path, number);
  }

  #publish(content: Content): void {
    const view = viewForRules(content);
    for (const { queue, rules } of this.subscriptions.values()) {
      for (const { matches } of rules.values()) {
        if (!matches(view)) continue;
        this.#pass(content, queue);
        break;
      }
    }
  }

  #pass(content: Content, queue: Queue): void {
    if (queue.settings.requiresSession && content.sessionId === undefined) {
      const reason = deadLetterReason(
        "Session ID is null.",
        "Session enabled entity doesn't allow a message whose session identifier is null.",
      );
      queue.deadLetter.add(changeProperties(content, reason), 0);
    } else queue.add(content, 0);
  }
}
