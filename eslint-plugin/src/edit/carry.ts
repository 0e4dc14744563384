import type * as t from "@babel/types";
import type { MessageBinding } from "../analysis/finding.ts";
import { findElement, toHeld, type Batch } from "./batchElement.ts";
import type { Draft } from "./draft.ts";
import type { Carrier, Held } from "./held.ts";
import {
  bare,
  isFunction,
  isMember,
  keyName,
  memberName,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { declarationAt, isReassigned, usesOf } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

export function carrierOf(
  source: Source,
  fn: FunctionNode | Source["program"],
  binding: MessageBinding,
): Carrier {
  if (binding.kind === "other") {
    throw new Refusal(
      "How this handler's queue carries properties is not known. Read the token from the message by hand and pass it as `sessionToken`.",
    );
  }
  if (binding.kind === "apart") {
    throw new Refusal(
      `The function in line ${source.line(fn.start)} is called with a part of the message only, which does not bear the token. Hand the message on to it as well, then try again.`,
    );
  }
  return {
    source,
    fn,
    kind: binding.kind === "any" ? "body" : binding.kind,
    parameter: binding.parameter,
    isBatch: binding.isBatch,
    ...(binding.context === undefined ? {} : { context: binding.context }),
  };
}

/** Finds the message that the code around `use` works on. */
export function hold(draft: Draft, carrier: Carrier, use: Node): Held {
  const { source, fn } = carrier;
  switch (carrier.kind) {
    case "metadata":
      return holdMetadata(draft, carrier, use);
    case "message":
      if (carrier.parameter >= 0)
        return holdParameter(carrier, carrier.parameter);
      return holdElement(draft, { source, fn }, use);
    case "body":
      return holdBody(carrier);
    case "messages":
      return holdElement(draft, batchOf(carrier), use);
    case "sdkBinding":
      return holdSdkBinding(draft, carrier, use);
  }
}

function holdParameter(carrier: Carrier, index: number): Held {
  const { source, fn } = carrier;
  if (!isFunction(fn))
    throw new Refusal(
      "The message is no parameter of a function. Pass the token by hand.",
    );
  const parameter = fn.params[index] as Node | undefined;
  if (parameter === undefined) {
    return {
      source,
      kind: "message",
      pattern: undefined,
      missing: { fn, index },
      scope: fn,
    };
  }
  return {
    source,
    kind: "message",
    pattern: patternOf(source, parameter),
    scope: fn,
  };
}

function holdBody({ source, fn, parameter }: Carrier): Held {
  const node = isFunction(fn)
    ? (fn.params[parameter] as Node | undefined)
    : undefined;
  if (node === undefined) {
    throw new Refusal(
      "The handler has no parameter for its message. Add one, then try again.",
    );
  }
  const pattern = patternOf(source, node);
  if (pattern.type !== "Identifier") {
    throw new Refusal(
      `The message in line ${source.line(pattern.start)} has no name. Give it one, then try again.`,
    );
  }
  return { source, kind: "body", pattern, scope: fn };
}

/** `message`, `{ body }`, `message = {}`. */
function patternOf(source: Source, parameter: Node): Node {
  const pattern = (
    parameter.type === "AssignmentPattern" ? parameter.left : parameter
  ) as Node;
  if (pattern.type === "Identifier" || pattern.type === "ObjectPattern")
    return pattern;
  throw new Refusal(
    `The message in line ${source.line(parameter.start)} is bound in a way that gives no name for it. Give it one, then try again.`,
  );
}

function holdElement(draft: Draft, batch: Batch, use: Node): Held {
  const element = findElement(batch, use);
  if (element === undefined) {
    throw new Refusal(
      `Nothing around line ${batch.source.line(use.start)} says which message of the batch this read belongs to. Handle the messages one by one, then try again.`,
    );
  }
  return toHeld(draft, batch.source, element);
}

function batchOf(carrier: Carrier): Batch {
  const { source, fn, parameter } = carrier;
  if (parameter < 0) return { source, fn };
  const node = isFunction(fn)
    ? (fn.params[parameter] as Node | undefined)
    : undefined;
  const pattern = (node?.type === "AssignmentPattern" ? node.left : node) as
    Node | undefined;
  if (pattern?.type !== "Identifier") {
    throw new Refusal(
      `The batch in line ${source.line(fn.start)} has no name of its own. Give the parameter a name, then try again.`,
    );
  }
  return { source, fn, declaration: pattern };
}

function holdMetadata(draft: Draft, carrier: Carrier, use: Node): Held {
  const { source, fn, context } = carrier;
  if (context === undefined || !isFunction(fn)) {
    throw new Refusal(
      "This function gets no context that holds the message's properties. Pass the token by hand.",
    );
  }
  const parameter = fn.params[context.parameter] as Node | undefined;
  const place =
    parameter === undefined
      ? { pattern: undefined, missing: { fn, index: context.parameter } }
      : { pattern: patternOf(source, parameter) };
  if (!carrier.isBatch) {
    return {
      source,
      kind: "metadata",
      property: context.property,
      scope: fn,
      ...place,
    };
  }
  const element = findElement(batchOf(carrier), use);
  if (element === undefined) {
    throw new Refusal(
      `Nothing around line ${source.line(use.start)} says which message of the batch this read belongs to. Handle the messages one by one, then try again.`,
    );
  }
  return toHeld(draft, source, element, {
    property: context.property,
    ...place,
  });
}

// Case: handler: async ({ messages, actions }, context) => { … }, handler: async (binding) => { binding.messages … }
function holdSdkBinding(draft: Draft, carrier: Carrier, use: Node): Held {
  const { source, fn, parameter } = carrier;
  const node = isFunction(fn)
    ? (fn.params[parameter] as Node | undefined)
    : undefined;
  const refusal = new Refusal(
    "The handler's parameter does not give its `messages` a name. Name them, then try again.",
  );
  if (node === undefined) throw refusal;
  const pattern = patternOf(source, node);
  const batch: Batch | undefined = sdkMessages(source, fn, pattern);
  if (batch === undefined) throw refusal;
  const element = findElement(batch, use);
  if (element !== undefined) return toHeld(draft, source, element);
  if (carrier.isBatch) {
    throw new Refusal(
      `Nothing around line ${source.line(use.start)} says which message of the batch this read belongs to. Handle the messages one by one, then try again.`,
    );
  }
  const text = batch.declaration
    ? source.slice({
        start: batch.declaration.start,
        end: batch.declaration.start + nameOf(batch.declaration).length,
      })
    : `${nameOf(pattern)}.messages`;
  const expression =
    usesIndex(source, fn, batch) || isTypedAsArray(source, pattern)
      ? `[${text}].flat()[0]`
      : text;
  return { source, kind: "message", pattern: undefined, expression, scope: fn };
}

function sdkMessages(
  source: Source,
  fn: Node,
  pattern: Node,
): Batch | undefined {
  if (pattern.type === "Identifier") {
    return { source, fn, member: { object: pattern, name: "messages" } };
  }
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type !== "ObjectProperty" || keyName(property) !== "messages")
      continue;
    if (property.value.type === "Identifier") {
      return { source, fn, declaration: property.value as Node };
    }
  }
  return undefined;
}

/** The types of the extension say array even where one message comes. */
function isTypedAsArray(source: Source, pattern: Node): boolean {
  return (
    source.isTypeScript &&
    "typeAnnotation" in pattern &&
    !!pattern.typeAnnotation &&
    !/:\s*any$/.test(source.slice(pattern.typeAnnotation))
  );
}

function usesIndex(source: Source, fn: Node, batch: Batch): boolean {
  const uses = batch.declaration ? usesOf(source, batch.declaration) : [];
  return uses.some((use) => {
    const parent = source.parent(use);
    return (
      parent !== undefined &&
      isMember(parent) &&
      parent.object === (use as t.Node) &&
      (parent.computed || memberName(parent) === "length")
    );
  });
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : "";
}

/**
 * The carrier inside the called function, where the call hands on the whole message, batch or context, so that
 * the token can be read there and needs no parameter of its own.
 */
export function handOn(
  draft: Draft,
  carrier: Carrier,
  call: CallNode,
  next: { source: Source; fn: FunctionNode },
): Carrier | undefined {
  const { source, fn } = carrier;
  // What is called may take another kind of body, or a part of it: it gets the token.
  if (carrier.kind === "body") return undefined;
  const isContext = carrier.kind === "metadata";
  if (isContext && carrier.isBatch) return undefined;
  const index = isContext ? carrier.context?.parameter : carrier.parameter;
  const parameter =
    isFunction(fn) && index !== undefined && index >= 0
      ? (fn.params[index] as Node | undefined)
      : undefined;
  let whole = parameter?.type === "Identifier" ? parameter : undefined;
  let kind = carrier.kind;
  let at = argumentOf(source, call, whole);
  if (
    at === -1 &&
    (kind === "messages" ||
      (kind === "message" && carrier.parameter < 0) ||
      kind === "sdkBinding")
  ) {
    // The element of a batch may be handed on instead of the batch.
    const element = tryElement(draft, carrier, call);
    whole = element?.type === "Identifier" ? element : undefined;
    at = argumentOf(source, call, whole);
    kind = "message";
  }
  if (at === -1 || whole === undefined || isReassigned(source, whole))
    return undefined;
  const target = next.fn.params[at] as Node | undefined;
  if (target === undefined || !canHold(next.source, target, kind))
    return undefined;
  if (target.type === "Identifier" && isReassigned(next.source, target))
    return undefined;
  return {
    ...next,
    kind,
    parameter: isContext ? carrier.parameter : at,
    isBatch: kind === "message" ? false : carrier.isBatch,
    ...(isContext && carrier.context
      ? { context: { ...carrier.context, parameter: at } }
      : {}),
  };
}

function tryElement(
  draft: Draft,
  carrier: Carrier,
  use: Node,
): Node | undefined {
  try {
    return hold(draft, carrier, use).pattern;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function argumentOf(
  source: Source,
  call: CallNode,
  whole: Node | undefined,
): number {
  if (whole?.type !== "Identifier") return -1;
  const args = call.arguments as Node[];
  const at = args.findIndex((arg) => {
    const value = bare(arg);
    return (
      value.type === "Identifier" &&
      value.name === whole.name &&
      declarationAt(source, value.name, value) === whole
    );
  });
  return args.slice(0, at).some(({ type }) => type === "SpreadElement")
    ? -1
    : at;
}

/** Types of the packages that say what the parameter is; another type may not have the properties. */
const knownTypes: Record<Exclude<Carrier["kind"], "body">, RegExp> = {
  message: /^(?:\w+\.)?(?:ServiceBusReceivedMessage|ServiceBusMessage|any)$/,
  messages:
    /^(?:readonly )?(?:\w+\.)?(?:ServiceBusReceivedMessage|ServiceBusMessage|any)\[\]$|^any$|^(?:Readonly)?Array<(?:\w+\.)?(?:ServiceBusReceivedMessage|ServiceBusMessage|any)>$/,
  metadata: /^(?:\w+\.)?(?:InvocationContext|Context|any)$/,
  sdkBinding: /^(?:\w+\.)?(?:ServiceBusMessageContext|any)$/,
};

function canHold(
  source: Source,
  parameter: Node,
  kind: Exclude<Carrier["kind"], "body">,
): boolean {
  if (
    parameter.type !== "Identifier" &&
    !(parameter.type === "ObjectPattern" && kind === "message")
  )
    return false;
  if (!source.isTypeScript) return true;
  const annotation = parameter.typeAnnotation;
  if (!annotation || annotation.type !== "TSTypeAnnotation") return false;
  return knownTypes[kind].test(source.slice(annotation.typeAnnotation));
}
