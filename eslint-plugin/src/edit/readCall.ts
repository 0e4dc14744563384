import type { ReadInfo } from "../analysis/finding.ts";
import {
  bare,
  calleeName,
  isCall,
  isMember,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

export interface ReadCall {
  readonly call: CallNode;
  /** Index of the argument that takes the options, as this call is written. */
  readonly index: number;
}

/** The call that takes the options of a read: `items.query(…)` also where the place is `items.query(…).fetchAll()`. */
export function readCall(source: Source, read: ReadInfo): ReadCall {
  const method = read.call.split(".").at(-1)!;
  const placed = source.callAt(read.place.span);
  const found = placed && callOf(source, placed, method, 0);
  if (found === undefined) {
    throw new Refusal(
      `The call \`${read.text}\` in line ${read.place.start.line} is written in a way that gives no place for its options. Pass \`sessionToken\` there by hand.`,
    );
  }
  return { call: found, index: optionsIndex(found, read) };
}

/** A change feed takes its options first where no partition key is given: `changeFeed(options)`. */
function optionsIndex(call: CallNode, read: ReadInfo): number {
  const [first] = call.arguments;
  const isChangeFeed =
    read.call === "items.changeFeed" || read.call === "items.readChangeFeed";
  const isFirst =
    first === undefined ||
    (call.arguments.length === 1 && bare(first).type === "ObjectExpression");
  return isChangeFeed && isFirst ? 0 : read.optionsIndex;
}

function callOf(
  source: Source,
  node: Node,
  method: string,
  depth: number,
): CallNode | undefined {
  if (depth > 16) return undefined;
  const value = bare(node);
  if (value.type === "AwaitExpression")
    return callOf(source, value.argument as Node, method, depth + 1);
  if (isCall(value)) {
    if (calleeName(value) === method) return value;
    return callOf(source, value.callee as Node, method, depth + 1);
  }
  if (isMember(value))
    return callOf(source, value.object as Node, method, depth + 1);
  if (value.type !== "Identifier") return undefined;
  // Case: const pages = items.query(spec); await pages.fetchNext()
  const declaration = declarationAt(source, value.name, value);
  const declarator = declaration && source.parent(declaration);
  if (declarator?.type !== "VariableDeclarator") {
    // Case: const read = item.read.bind(item)
    return undefined;
  }
  if (declarator.init) {
    const found = callOf(source, declarator.init as Node, method, depth + 1);
    if (found !== undefined) return found;
  }
  // Case: const { read } = item; await read()
  const call = source.parent(node);
  return isCall(call) && call.callee === node && value.name === method
    ? call
    : undefined;
}
