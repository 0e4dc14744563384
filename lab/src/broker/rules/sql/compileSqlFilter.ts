import type { Random } from "../../../replication/random.ts";
import { findProperty } from "../findProperty.ts";
import type { MessageView } from "../MessageView.ts";
import { RuleError, type MatchMessage } from "../Rule.ts";
import { systemProperty } from "../systemProperty.ts";
import { compareValues, type Value } from "../value.ts";
import { applySign, calculate } from "./arithmetic.ts";
import type { Comparison, Condition, Operand, Property } from "./Expression.ts";
import { isLike, readPattern } from "./like.ts";
import { parseSqlFilter } from "./parseSqlFilter.ts";

/** `undefined` is unknown. */
type Test = (message: MessageView) => boolean | undefined;
type Evaluate = (message: MessageView) => Value | undefined;

/** Documentation: quotas of Service Bus. */
const longestFilter = 1024;

/** @throws {RuleError} With the position of what cannot be understood. */
export function compileSqlFilter(
  text: string,
  parameters: Readonly<Record<string, unknown>> | undefined,
  random: Random,
): MatchMessage {
  if (text.length > longestFilter) {
    throw new RuleError(
      "FilterTooLong",
      `The SQL filter has ${String(text.length)} characters; Service Bus takes at most ${String(longestFilter)}.`,
    );
  }
  const byName = new Map(
    Object.entries(parameters ?? {}).map(([name, value]) => [
      name.startsWith("@") ? name : `@${name}`,
      value,
    ]),
  );
  const test = new Compiler(random).condition(parseSqlFilter(text, byName));
  return (message) => test(message) === true;
}

class Compiler {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  condition(condition: Condition): Test {
    switch (condition.kind) {
      case "not":
        return not(this.condition(condition.condition));
      case "and":
        return and(
          this.condition(condition.left),
          this.condition(condition.right),
        );
      case "or":
        return or(
          this.condition(condition.left),
          this.condition(condition.right),
        );
      case "compare": {
        const left = this.#operand(condition.left);
        const right = this.#operand(condition.right);
        const holds = orders[condition.operator];
        return (message) => {
          const order = compareValues(left(message), right(message));
          return order === undefined ? undefined : holds(order);
        };
      }
      case "in":
        return this.#in(condition);
      case "like":
        return this.#like(condition);
      case "isNull": {
        const value = evaluateProperty(condition.property);
        return (message) => (value(message) ?? null) === null;
      }
      case "exists": {
        const { property } = condition;
        const value = evaluateProperty(property);
        // A user property that is there with the value null exists; a system property does not.
        return property.kind === "userProperty"
          ? (message) => value(message) !== undefined
          : (message) => value(message) !== null;
      }
    }
  }

  /** Unknown if the left side is; an unknown value in the list is passed over (documentation). */
  #in(condition: Condition & { kind: "in" }): Test {
    const operand = this.#operand(condition.operand);
    const among = condition.among.map((other) => this.#operand(other));
    return (message) => {
      const value = operand(message);
      if (value === undefined || value === null) return undefined;
      return among.some((other) => compareValues(value, other(message)) === 0);
    };
  }

  #like(condition: Condition & { kind: "like" }): Test {
    const operand = this.#operand(condition.operand);
    const pattern = this.#pattern(condition);
    return (message) => {
      const text = operand(message);
      const parts = pattern(message);
      return typeof text === "string" && parts !== undefined
        ? isLike(text, parts)
        : undefined;
    };
  }

  #pattern({ pattern, escape }: Condition & { kind: "like" }) {
    assertText(pattern, "The pattern of LIKE", (text) => text !== undefined);
    if (escape !== undefined) {
      assertText(escape, "What follows ESCAPE", (text) => text?.length === 1);
    }
    if (
      pattern.kind === "constant" &&
      (escape === undefined || escape.kind === "constant")
    ) {
      // Checked above to be texts.
      const parts = readPattern(
        pattern.value as string,
        escape?.value as string | undefined,
      );
      return () => parts;
    }
    const text = this.#operand(pattern);
    const sign = escape === undefined ? undefined : this.#operand(escape);
    return (message: MessageView) => {
      const textNow = text(message);
      const signNow = sign?.(message);
      if (typeof textNow !== "string") return undefined;
      if (sign === undefined) return readPattern(textNow);
      return typeof signNow === "string" && signNow.length === 1
        ? readPattern(textNow, signNow)
        : undefined;
    };
  }

  #operand(operand: Operand): Evaluate {
    switch (operand.kind) {
      case "constant": {
        const { value } = operand;
        return () => value;
      }
      case "systemProperty":
      case "userProperty":
        return evaluateProperty(operand);
      case "propertyFunction": {
        const name = this.#operand(operand.name);
        return (message) => {
          const nameNow = name(message);
          return typeof nameNow === "string"
            ? findProperty(message.applicationProperties, nameNow)
            : undefined;
        };
      }
      case "newId":
        return () => newId(this.#random);
      case "sign": {
        const inner = this.#operand(operand.operand);
        return (message) => {
          const value = inner(message);
          return value === undefined
            ? undefined
            : applySign(operand.minus, value);
        };
      }
      case "arithmetic": {
        const left = this.#operand(operand.left);
        const right = this.#operand(operand.right);
        return (message) => {
          const first = left(message);
          const second = right(message);
          return first === undefined || second === undefined
            ? undefined
            : calculate(operand.operator, first, second);
        };
      }
    }
  }
}

function evaluateProperty(property: Property): Evaluate {
  const { name } = property;
  return property.kind === "userProperty"
    ? (message) => findProperty(message.applicationProperties, name)
    : (message) => systemProperty(message, property.name);
}

const orders: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function not(test: Test): Test {
  return (message) => {
    const result = test(message);
    return result === undefined ? undefined : !result;
  };
}

function and(left: Test, right: Test): Test {
  return (message) => {
    const first = left(message);
    if (first === false) return false;
    const second = right(message);
    return second === false
      ? false
      : first === undefined || second === undefined
        ? undefined
        : true;
  };
}

function or(left: Test, right: Test): Test {
  return (message) => {
    const first = left(message);
    if (first === true) return true;
    const second = right(message);
    return second === true
      ? true
      : first === undefined || second === undefined
        ? undefined
        : false;
  };
}

function assertText(
  operand: Operand,
  what: string,
  suits: (text: string | undefined) => boolean,
): void {
  if (operand.kind !== "constant") return;
  const text = typeof operand.value === "string" ? operand.value : undefined;
  if (suits(text)) return;
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(operand.at)}: ${what} must be a text${what.includes("ESCAPE") ? " of one character" : ""} in single quotation marks.`,
    operand.at,
  );
}

/** A GUID of version 4, as `System.Guid.NewGuid()` gives. */
function newId(random: Random): string {
  const hex = Array.from({ length: 30 }, () =>
    Math.floor(random.next() * 16).toString(16),
  ).join("");
  const variant = random.pick(["8", "9", "a", "b"]);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`;
}
