import { containerExpression } from "./containerExpression.ts";
import type { Draft } from "./draft.ts";
import {
  bare,
  calleeName,
  isCall,
  isMember,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import type { Source } from "./source.ts";

/** Where a container is made: the expression that `protect` goes around. */
export interface ContainerMade {
  readonly source: Source;
  readonly expression: Node;
  readonly isProtected: boolean;
}

/**
 * Finds where the container of a read is made: along the variables of the read's file, else the only call of
 * `.container(…)` in the files of the finding that can be it (by the container's name, where that is a constant).
 */
export function findContainerMade(
  draft: Draft,
  source: Source,
  call: CallNode,
  name: string | undefined,
  files: readonly string[],
): ContainerMade | undefined {
  const start = containerExpression(call);
  const traced = start && trace(source, start, 0);
  if (traced !== undefined) return placed(source, traced);
  const found: ContainerMade[] = [];
  for (const file of new Set([source.file, ...files])) {
    const text = draft.host.readText(file);
    if (text === undefined || !text.includes("container")) continue;
    const other = draft.sourceIfAny(file);
    for (const node of other?.nodes ?? []) {
      if (other !== undefined && makesContainer(other, node, name))
        found.push(placed(other, node));
    }
  }
  return found.length === 1 ? found[0] : undefined;
}

function trace(source: Source, node: Node, depth: number): Node | undefined {
  if (depth > 8) return undefined;
  const value = bare(node);
  if (isCall(value)) {
    if (calleeName(value) === "container" && isMember(bare(value.callee)))
      return value;
    if (calleeName(value) === "protect")
      return trace(source, value.arguments[0] as Node, depth + 1);
    return undefined;
  }
  if (value.type !== "Identifier") return undefined;
  const declaration = declarationAt(source, value.name, value);
  const declarator = declaration && source.parent(declaration);
  if (declarator?.type !== "VariableDeclarator" || !declarator.init)
    return undefined;
  return declarator.id === (declaration as Node)
    ? trace(source, declarator.init as Node, depth + 1)
    : undefined;
}

/** `database.container("orders")`; a call whose name is another constant makes another container. */
function makesContainer(
  source: Source,
  node: Node,
  name: string | undefined,
): boolean {
  if (
    node.type !== "CallExpression" ||
    calleeName(node) !== "container" ||
    !isMember(node.callee)
  )
    return false;
  const [argument] = node.arguments;
  if (argument === undefined || node.arguments.length !== 1) return false;
  const given = constantText(source, bare(argument), 0);
  return name === undefined || given === undefined || given === name;
}

function constantText(
  source: Source,
  value: Node,
  depth: number,
): string | undefined {
  if (value.type === "StringLiteral") return value.value;
  if (value.type !== "Identifier" || depth > 4) return undefined;
  const declaration = declarationAt(source, value.name, value);
  const declarator = declaration && source.parent(declaration);
  return declarator?.type === "VariableDeclarator" && declarator.init
    ? constantText(source, bare(declarator.init), depth + 1)
    : undefined;
}

function placed(source: Source, expression: Node): ContainerMade {
  const parent = source.parent(expression);
  return {
    source,
    expression,
    isProtected: isCall(parent) && calleeName(parent) === "protect",
  };
}
