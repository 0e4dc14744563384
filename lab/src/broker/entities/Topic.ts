import { changeProperties } from "../message/changeProperties.ts";
import type { Content } from "../message/Content.ts";
import { viewForRules } from "../message/readProperties.ts";
import { compileFilter } from "../rules/compileFilter.ts";
import type { MatchMessage, Rule } from "../rules/Rule.ts";
import type { EntityContext } from "./EntityContext.ts";
import type { Scheduled } from "./Agenda.ts";
import { messageNotFound } from "./BrokerError.ts";
import { deadLetterReason, type Queue } from "./Queue.ts";

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
    const { agenda } = this.#context;
    const { scheduledFor } = content;
    this.#context.report({
      operation,
      entity: this.path,
      connection,
      message: { content, sequenceNumber: number, deliveryCount: 0 },
    });
    if (scheduledFor === undefined || scheduledFor <= agenda.now()) {
      this.#publish(content);
    } else {
      const due = agenda.at(scheduledFor, () => {
        this.#scheduled.delete(number);
        this.#publish(content);
      });
      this.#scheduled.set(number, due);
    }
    return number;
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
      this.#context.agenda.cancel(this.#scheduled.get(number));
      this.#scheduled.delete(number);
    }
  }

  close(): void {
    for (const { queue } of this.subscriptions.values()) queue.close();
    for (const due of this.#scheduled.values())
      this.#context.agenda.cancel(due);
    this.#scheduled.clear();
  }

  get scheduledCount(): number {
    return this.#scheduled.size;
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
