/** The parameter for message or context that a handler does without until now. */
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import { importName } from "./imports.ts";
import { freeName } from "./names.ts";
import { isCall, type FunctionNode, type Node } from "./nodes.ts";
import { addParameters, refuseOtherParameters } from "./parameters.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

export function missingMessage(draft: Draft, held: Held): string {
  return addMissing(
    draft,
    held,
    "message",
    "ServiceBusReceivedMessage",
    "@azure/service-bus",
  );
}

export function missingContext(draft: Draft, held: Held): string {
  const [type, module] =
    held.property === "bindingData"
      ? ["Context", "@azure/functions"]
      : ["InvocationContext", "@azure/functions"];
  return addMissing(draft, held, "context", type, module);
}

function addMissing(
  draft: Draft,
  held: Held,
  wish: string,
  type: string,
  module: string,
): string {
  const { source, missing } = held;
  if (missing === undefined)
    throw new Refusal(
      "The handler has no parameter for its message. Add one, then try again.",
    );
  const { fn, index } = missing;
  refuseOtherParameters(source, fn);
  return draft.once(`missing ${source.file} ${fn.start} ${index}`, () => {
    const name = freeName(
      source,
      [
        wish,
        `${wish === "message" ? "received" : "invocation"}${wish[0]!.toUpperCase()}${wish.slice(1)}`,
      ],
      fn,
    );
    const texts: string[] = [];
    const typed = source.isTypeScript && !isContextuallyTyped(source, fn);
    for (let i = fn.params.length; i < index; i++) {
      texts.push(
        `_${i === 0 ? "message" : `argument${i}`}${typed ? ": unknown" : ""}`,
      );
    }
    texts.push(
      typed
        ? `${name}: ${importName(draft, source, module, type, { typeOnly: true })}`
        : name,
    );
    addParameters(draft, source, fn, texts);
    return name;
  });
}

/** A function that stands where its parameters get their types from: in an argument of a call, or a typed variable. */
function isContextuallyTyped(source: Source, fn: FunctionNode): boolean {
  if (
    fn.type === "FunctionDeclaration" ||
    fn.type === "ClassMethod" ||
    fn.type === "ClassPrivateMethod"
  ) {
    return false;
  }
  let inner: Node = fn;
  for (const outer of source.ancestors(fn)) {
    switch (outer.type) {
      case "ObjectProperty":
      case "ObjectExpression":
      case "ArrayExpression":
      case "ConditionalExpression":
      case "TSSatisfiesExpression":
        break;
      case "VariableDeclarator":
        return "typeAnnotation" in outer.id && !!outer.id.typeAnnotation;
      case "ClassProperty":
        return !!outer.typeAnnotation;
      default:
        return isCall(outer) && (outer.callee as Node) !== inner;
    }
    inner = outer;
  }
  return false;
}
