/** Handlers named by settings: by the exported name and member of a package, or by the name as written. */
import type { HandlerParam, RegistrationRow } from "../../../sdk/types.ts";
import type { Expr } from "../../ir.ts";
import type { Value } from "../../values/index.ts";
import type { CustomHandler, Machine } from "../machine.ts";

/** Every setting that fits: a router's handler may stand at several places. */
export function matchCustomHandlers(
  m: Machine,
  callee: Expr,
  target: Value,
): RegistrationRow[] {
  return m.settings.handlers
    .filter((custom) =>
      custom.module === undefined
        ? isWritten(callee, custom.call)
        : isExported(target, custom),
    )
    .map(rowOf);
}

function rowOf(custom: CustomHandler): RegistrationRow {
  const params: HandlerParam[] = Array.from(
    { length: custom.message + 1 },
    () => "other",
  );
  params[custom.message] = custom.batch ? "messages" : "body";
  return {
    shape: custom.call,
    argument: custom.argument,
    ...(custom.property === undefined ? {} : { property: custom.property }),
    params,
    entityArgument: 0,
    isBatch: custom.batch,
    carries: "any",
  };
}

/** `consumer.on` also where it is written `this.consumer.on`; a member name alone on whatever it is called. */
function isWritten(callee: Expr, call: string): boolean {
  const written = dotted(callee);
  return (
    written !== undefined && (written === call || written.endsWith(`.${call}`))
  );
}

function dotted(expr: Expr): string | undefined {
  if (expr.k === "ref") return expr.name;
  if (expr.k === "this") return "this";
  if (expr.k !== "member" || expr.name === undefined)
    return expr.k === "call" ? "()" : undefined;
  const object = dotted(expr.object);
  return object === undefined ? `?.${expr.name}` : `${object}.${expr.name}`;
}

function isExported(target: Value, custom: CustomHandler): boolean {
  return target.atoms.some(
    (atom) =>
      atom.t === "external" &&
      atom.module === custom.module &&
      atom.path.filter((step) => step !== "()" && step !== "new").join(".") ===
        custom.call,
  );
}
