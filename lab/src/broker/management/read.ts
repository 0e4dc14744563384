import { Uuid, type AmqpMap } from "../amqp/decode.ts";
import { BrokerError } from "../entities/BrokerError.ts";

// Fields of a request's body. What is missing or of another type is refused by name.

const bad = (name: string, expected: string): BrokerError =>
  new BrokerError(
    "amqp:invalid-field",
    `The request has no ${expected} in "${name}".`,
  );

export function readTokens(body: AmqpMap, name: string): Buffer[] {
  const value = body.get(name);
  const tokens = Array.isArray(value) ? value : [];
  return tokens.map((token) => {
    if (token instanceof Uuid) return token.bytes;
    throw bad(name, "array of uuid");
  });
}

export function readNumbers(body: AmqpMap, name: string): number[] {
  const value = body.get(name);
  if (!Array.isArray(value)) throw bad(name, "array of long");
  return value.map((one) => {
    if (typeof one === "number") return one;
    if (typeof one === "bigint") return Number(one);
    throw bad(name, "array of long");
  });
}

export function readNumber(body: AmqpMap, name: string): number {
  const value = body.get(name);
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw bad(name, "number");
}

export function readText(body: AmqpMap, name: string): string {
  const value = readOptionalText(body, name);
  if (value === undefined) throw bad(name, "string");
  return value;
}

export function readOptionalText(
  body: AmqpMap,
  name: string,
): string | undefined {
  const value = body.get(name);
  return typeof value === "string" ? value : undefined;
}
