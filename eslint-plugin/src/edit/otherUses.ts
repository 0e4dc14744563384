import type * as t from "@babel/types";
import { functionName, holderOf } from "./functionName.ts";
import type { Draft } from "./draft.ts";
import type { Candidates } from "./family.ts";
import {
  calleeName,
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  type Node,
} from "./nodes.ts";
import { refuseOtherUsesOfMade } from "./madeFunction.ts";
import { isDeclaration, isVariableName } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";
import type { Target } from "./threadParameter.ts";

/**
 * Refuses where a function is handed to somebody as a value: whoever calls it there may pass more arguments than
 * it takes today, and one of them would land in the new parameter (`ids.map(load)` passes the index).
 */
export function refuseOtherUses(
  draft: Draft,
  { source, fn }: Target,
  candidates: Candidates,
): void {
  const name = functionName(source, fn);
  if (name === undefined) {
    refuseOtherUsesOfMade(draft, source, fn, candidates);
    return;
  }
  const isMethod =
    fn.type === "ObjectMethod" ||
    fn.type === "ClassMethod" ||
    fn.type === "ClassPrivateMethod" ||
    ["ObjectProperty", "ClassProperty", "ClassPrivateProperty"].includes(
      holderOf(source, fn)?.type ?? "",
    );
  for (const file of new Set([source.file, ...candidates.files])) {
    const text = draft.host.readText(file);
    if (text === undefined || !text.includes(name.replace(/^#/, ""))) continue;
    const other = draft.sourceIfAny(file);
    if (other === undefined) continue;
    const use = other.nodes.find(
      (node) =>
        isHandedOver(other, node, name, isMethod) &&
        !isForwarded(other, node, candidates) &&
        !draft.once(`rewritten ${file} ${node.start}`, () => false),
    );
    if (use !== undefined) {
      throw new Refusal(
        `\`${name}\` is handed on as a value in \`${file.split(/[\\/]/).at(-1)}\` line ${other.line(use.start)}, where another parameter could receive something that is no token. Call it there with its arguments written out, then try again.`,
      );
    }
  }
}

function isHandedOver(
  source: Source,
  node: Node,
  name: string,
  isMethod: boolean,
): boolean {
  if (isMethod) {
    if (!isMember(node) || memberName(node) !== name) return false;
  } else {
    if (node.type !== "Identifier" || node.name !== name) return false;
    if (!isVariableName(source, node) || isDeclaration(source, node))
      return false;
  }
  const parent = source.parent(node);
  if (parent === undefined) return false;
  if (isCall(parent)) {
    if (parent.callee === (node as t.Node)) return false;
    // Case: React-like or test helpers that only look at the function are not told apart.
    return (parent.arguments as t.Node[]).includes(node);
  }
  if (isMember(parent)) {
    // Case: ids.map(this.load.bind(this)); `this.load = this.load.bind(this)` only binds.
    if (memberName(parent) !== "bind" || parent.object !== (node as t.Node))
      return false;
    const bound = source.parent(parent);
    const around = bound && source.parent(bound);
    return (
      isCall(bound) &&
      (bound.arguments.length > 1 ||
        (isCall(around) && (around.arguments as t.Node[]).includes(bound)))
    );
  }
  // Case: register({ handler: load }); `{ load }` keeps its name and is called by it.
  if (parent.type === "ObjectProperty" && parent.value === (node as t.Node)) {
    return keyName(parent) !== name || isCallbackTable(source, parent);
  }
  if (parent.type === "ArrayExpression") return true;
  return false;
}

/** `receiver.subscribe({ processMessage })`, `app.http("x", { handler })`: the properties are callbacks. */
function isCallbackTable(source: Source, property: Node): boolean {
  const object = source.parent(property);
  const call = object && source.parent(object);
  if (!isCall(call) || !isMember(call.callee)) return false;
  if (object !== undefined && isFunction(object)) return false;
  return /^(?:subscribe|on|http|timer|serviceBus\w*|storage\w*|cosmosDB|event\w*|generic)$/.test(
    calleeName(call) ?? "",
  );
}

// Case: load: wrapRead("orders", store.load.bind(store)), where the path itself runs through wrapRead
function isForwarded(
  source: Source,
  use: Node,
  { forwarders }: Candidates,
): boolean {
  if (forwarders === undefined || forwarders.size === 0) return false;
  let inner = use;
  for (const outer of source.ancestors(use)) {
    if (isCall(outer) && (outer.arguments as Node[]).includes(inner)) {
      return forwarders.has(calleeName(outer) ?? "");
    }
    if (!isMember(outer) && !isCall(outer)) return false;
    inner = outer;
  }
  return false;
}
