import type * as t from "@babel/types";
import type { Span } from "../analysis/ir.ts";
import { isMember, keyName, memberName, type Node } from "./nodes.ts";
import type { Source } from "./source.ts";

/**
 * Where a container is taken out of the answer of `createIfNotExists`: `answer.container`, or the property of a
 * pattern. Not `answer?.container`: `protect` takes no `undefined`.
 */
export function takenOut(
  source: Source,
  { start, end }: Span,
): (Node & (t.MemberExpression | t.ObjectProperty)) | undefined {
  return source.nodes.find(
    (node): node is Node & (t.MemberExpression | t.ObjectProperty) =>
      node.start === start &&
      node.end === end &&
      ((node.type === "MemberExpression" &&
        isMember(node) &&
        memberName(node) === "container") ||
        (node.type === "ObjectProperty" &&
          keyName(node) === "container" &&
          source.parent(node)?.type === "ObjectPattern")),
  );
}
