import { isMap, type AmqpMap, type AmqpValue } from "../amqp/decode.ts";
import { list, map, string } from "../amqp/encode.ts";
import {
  BrokerError,
  ruleExists,
  ruleNotFound,
} from "../entities/BrokerError.ts";
import { compileRule, type CompiledRule } from "../entities/Topic.ts";
import { RuleError } from "../rules/Rule.ts";
import { ruleFromManagement } from "../rules/ruleForms.ts";
import { encodeRule } from "./encodeRule.ts";
import { ok, type Operation } from "./Operation.ts";
import { readNumber, readText } from "./read.ts";

export const addRule: Operation = {
  faultName: "addRule",
  run({ path, body, client, context }) {
    const { rules, queue } = context.namespace().subscriptionAt(path);
    const rule = readRule(body);
    if (rules.has(rule.name.toLowerCase())) throw ruleExists(rule.name);
    context.report({
      operation: "addRule",
      entity: queue.path,
      connection: client.id,
    });
    rules.set(rule.name.toLowerCase(), rule);
    context.journal?.touch();
    return ok();
  },
};

export const removeRule: Operation = {
  faultName: "removeRule",
  run({ path, body, client, context }) {
    const { rules, queue } = context.namespace().subscriptionAt(path);
    const name = readText(body, "rule-name");
    if (!rules.delete(name.toLowerCase())) throw ruleNotFound(name);
    context.journal?.touch();
    context.report({
      operation: "removeRule",
      entity: queue.path,
      connection: client.id,
    });
    return ok();
  },
};

export const enumerateRules: Operation = {
  faultName: "enumerateRules",
  run({ path, body, context }) {
    const { rules } = context.namespace().subscriptionAt(path);
    const skip = readNumber(body, "skip");
    const page = [...rules.values()].slice(
      skip,
      skip + readNumber(body, "top"),
    );
    if (page.length === 0) return { status: 204, description: "No Content" };
    const entries = page.map((rule) =>
      map([[string("rule-description"), encodeRule(rule)]]),
    );
    return ok(map([[string("rules"), list(entries)]]));
  },
};

function readRule(body: AmqpMap): CompiledRule {
  const description = asPlain(body.get("rule-description") ?? null);
  try {
    return compileRule(ruleFromManagement(body.get("rule-name"), description));
  } catch (cause) {
    if (cause instanceof RuleError)
      throw new BrokerError("com.microsoft:argument-error", cause.message);
    throw cause;
  }
}

function asPlain(value: AmqpValue): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    [...value].map(([key, one]) => [key as string, asPlain(one)]),
  );
}
