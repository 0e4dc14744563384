import { readMethods } from "../sdk/cosmos.ts";
import type { Draft } from "./draft.ts";
import { freeName } from "./names.ts";
import {
  calleeName,
  contains,
  isCall,
  isFunction,
  type CallNode,
  type Node,
} from "./nodes.ts";
import type { Source } from "./source.ts";
import type { TokenValue } from "./tokenVariable.ts";

/**
 * Puts a token that may be absent into a variable in front of the read's statement, so that it can be named twice:
 * `...(sessionToken && { sessionToken })` leaves a token alone that the options bear already.
 */
export function declareBeside(
  draft: Draft,
  source: Source,
  call: CallNode,
  value: TokenValue,
): TokenValue {
  if (value.isParameter === true || /^[\w$]+$/.test(value.text)) {
    return { ...value, isParameter: true };
  }
  const place = statementAround(source, call);
  // Case: const load = (id, options, message) => orders.item(id).read(options)
  if (place === undefined) return value;
  const { statement, block } = place;
  const name = freeName(source, wishes(source, block, call), block);
  const { eol, semicolon } = source.habits;
  draft.once(`beside ${source.file} ${statement.start}`, () => {
    draft.insert(
      source,
      statement.start,
      `const ${name} = ${value.text}${semicolon}${eol}${source.indentAt(statement.start)}`,
    );
  });
  return { text: name, isString: false, isParameter: true };
}

/** Another read of the block may need a variable of its own, in an edit that is made apart from this one. */
function wishes(source: Source, block: Node, call: CallNode): string[] {
  const earlier = source.nodes.filter(
    (node) =>
      isCall(node) &&
      contains(block, node) &&
      node.start < call.start &&
      readMethods.has(calleeName(node) ?? ""),
  ).length;
  const number = earlier === 0 ? "" : String(earlier + 1);
  return [`sessionToken${number}`, `messageToken${number}`];
}

function statementAround(
  source: Source,
  call: CallNode,
): { readonly statement: Node; readonly block: Node } | undefined {
  let statement: Node = call;
  for (const outer of source.ancestors(call)) {
    if (outer.type === "BlockStatement") return { statement, block: outer };
    if (isFunction(outer)) return undefined;
    statement = outer;
  }
  return undefined;
}
