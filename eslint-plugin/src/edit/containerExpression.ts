import {
  bare,
  calleeName,
  isCall,
  isMember,
  memberName,
  type CallNode,
  type Node,
} from "./nodes.ts";

/**
 * The container that a call works on: `orders` in `orders.item(id, pk).read()` and `orders.items.query(spec)`;
 * `undefined` where the item or the list of items was put into a variable before.
 */
export function containerExpression(call: CallNode): Node | undefined {
  const callee = bare(call.callee);
  if (!isMember(callee)) return undefined;
  const object = bare(callee.object);
  // Case: orders.item(id, pk).read()
  if (isCall(object) && calleeName(object) === "item") {
    const inner = bare(object.callee);
    return isMember(inner) ? bare(inner.object) : undefined;
  }
  // Case: orders.items.query(spec)
  if (isMember(object) && memberName(object) === "items")
    return bare(object.object);
  return undefined;
}
