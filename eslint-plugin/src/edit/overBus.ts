import { classBuses } from "../sdk/callbacks.ts";
import {
  calleeName,
  isFunction,
  isMember,
  memberName,
  type CallNode,
} from "./nodes.ts";
import type { Hop } from "./route.ts";
import type { Source } from "./source.ts";

/** By decorator: the package, and the methods of its bus, as `sdk/` has them: `@nestjs/cqrs:CommandBus.new.execute`. */
const buses = Object.entries(classBuses).map(([key, { decorator }]) => ({
  decorator,
  module: key.slice(0, key.indexOf(":")),
  method: key.slice(key.lastIndexOf(".") + 1),
}));

/**
 * Whether a package's bus lies between the call and the function, which gets what the bus was given, and no more.
 * Case: this.commandBus.execute(new PayOrder(id)) and execute(command) of the class under `@CommandHandler(PayOrder)`
 */
export function isOverBus(
  source: Source,
  call: CallNode,
  { source: other, fn }: Hop,
): boolean {
  const method = calleeName(call);
  if (!isFunction(fn) || !isMember(call.callee)) return false;
  const decorators = decoratorsAround(other, fn);
  return buses.some(
    (bus) =>
      bus.method === method &&
      decorators.has(bus.decorator) &&
      other.text.includes(bus.module) &&
      source.text.includes(bus.module),
  );
}

function decoratorsAround(
  source: Source,
  fn: Parameters<Source["ancestors"]>[0],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of source.ancestors(fn)) {
    if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression")
      continue;
    for (const { expression } of node.decorators ?? []) {
      const named =
        expression.type === "CallExpression" ? expression.callee : expression;
      const name =
        named.type === "Identifier"
          ? named.name
          : isMember(named)
            ? memberName(named)
            : undefined;
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}
