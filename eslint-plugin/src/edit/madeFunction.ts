import type { Draft } from "./draft.ts";
import type { Candidates } from "./family.ts";
import { functionName, namesBehind } from "./functionName.ts";
import { declarationAt, isDeclaration, isVariableName } from "./names.ts";
import {
  bare,
  isCall,
  isFunction,
  walk,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/**
 * The name of the function whose one answer `fn` is, where nobody says what type that has.
 * Case: function makeLoad() { return (id) => orders.item(id).read(); }
 */
function makerOf(source: Source, fn: FunctionNode): string | undefined {
  let value: Node = fn;
  let parent = source.parent(fn);
  while (parent !== undefined && bare(parent) === fn) {
    value = parent;
    parent = source.parent(parent);
  }
  if (value !== fn || parent === undefined) return undefined;
  const maker = source.functionAround(parent);
  if (
    (maker.type !== "FunctionDeclaration" &&
      maker.type !== "FunctionExpression" &&
      maker.type !== "ArrowFunctionExpression") ||
    maker.async ||
    maker.generator === true ||
    maker.returnType
  )
    return undefined;
  if (maker.type === "ArrowFunctionExpression" && maker.body === fn)
    return functionName(source, maker);
  if (parent.type !== "ReturnStatement") return undefined;
  let answers = 0;
  walk(maker.body, (node) => {
    if (node.type === "ReturnStatement") answers++;
    return !isFunction(node);
  });
  return answers === 1 ? functionName(source, maker) : undefined;
}

/** Case: const load = makeLoad(); load(id), and makeLoad()(id) */
export function callsMadeFunction(
  source: Source,
  call: CallNode,
  target: { readonly source: Source; readonly fn: FunctionNode },
): boolean {
  const maker = makerOf(target.source, target.fn);
  if (maker === undefined) return false;
  const callee = bare(call.callee);
  if (callee.type !== "Identifier") return isCallOf(source, callee, maker);
  const declarator = declaratorOf(source, callee);
  return declarator !== undefined && isCallOf(source, declarator.init, maker);
}

function isCallOf(source: Source, value: Node, name: string): boolean {
  if (!isCall(value) || value.type === "NewExpression") return false;
  const callee = bare(value.callee);
  return (
    callee.type === "Identifier" &&
    (callee.name === name || namesBehind(source, callee).has(name))
  );
}

function declaratorOf(
  source: Source,
  name: Node & { type: "Identifier" },
): { readonly init: Node } | undefined {
  const declaration = declarationAt(source, name.name, name);
  const parent = declaration && source.parent(declaration);
  return parent?.type === "VariableDeclarator" && parent.init
    ? { init: bare(parent.init) }
    : undefined;
}

/** Refuses where what `fn`'s maker gives is used for anything but being called under the name it got. */
export function refuseOtherUsesOfMade(
  draft: Draft,
  source: Source,
  fn: FunctionNode,
  candidates: Candidates,
): void {
  const maker = makerOf(source, fn);
  if (maker === undefined) return;
  for (const file of new Set([source.file, ...candidates.files])) {
    if (draft.host.readText(file)?.includes(maker) !== true) continue;
    const other = draft.sourceIfAny(file);
    const use = other?.nodes.find(
      (node) =>
        node.type === "Identifier" &&
        node.name === maker &&
        isVariableName(other, node) &&
        !isDeclaration(other, node) &&
        !isCalledOnly(other, node),
    );
    if (other !== undefined && use !== undefined) {
      throw new Refusal(
        `What \`${maker}\` gives is handed on in \`${file.split(/[\\/]/).at(-1)}\` line ${other.line(use.start)}, where another parameter could receive something that is no token. Pass the token there by hand.`,
      );
    }
  }
}

function isCalledOnly(source: Source, use: Node): boolean {
  const call = source.parent(use);
  if (!isCall(call) || bare(call.callee) !== use) {
    // Case: export { makeLoad }
    return call?.type === "ExportSpecifier";
  }
  const parent = source.parent(call);
  if (isCall(parent)) return bare(parent.callee) === call;
  if (
    parent?.type !== "VariableDeclarator" ||
    parent.id.type !== "Identifier" ||
    parent.id.typeAnnotation
  )
    return false;
  const made = parent.id as Node & { type: "Identifier" };
  return source.nodes.every((node) => {
    if (
      node.type !== "Identifier" ||
      node.name !== made.name ||
      node === made ||
      !isVariableName(source, node) ||
      declarationAt(source, node.name, node) !== made
    )
      return true;
    const around = source.parent(node);
    return isCall(around) && bare(around.callee) === node;
  });
}
