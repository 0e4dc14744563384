/** Notes that a function will run for messages. */
import type { RegistrationRow } from "../../../sdk/types.ts";
import { positionAt, type CallExpr } from "../../ir.ts";
import {
  NOTHING,
  join,
  joinAll,
  stringOf,
  type Obj,
  type Value,
} from "../../values/index.ts";
import { argAt, type Args, type Frame, type Machine } from "../machine.ts";
import type { InputBinding } from "./registration.ts";

export function register(
  m: Machine,
  frame: Frame,
  row: RegistrationRow,
  args: Args,
  call: CallExpr | undefined,
  entity?: string,
): void {
  const argument =
    row.argument < 0 ? lastFunction(args) : argAt(args, row.argument);
  if (!argument) return;
  const options = objectsIn(argument);
  if (
    row.triggers &&
    !options.some((obj) => hasTrigger(m, obj, row.triggers ?? []))
  )
    return;
  const handler = m.complete(
    row.property === undefined
      ? argument
      : propertyOf(m, frame, argument, row.property),
  );
  const isSdkBinding = options.some((obj) =>
    isTrue(obj.fields.get("sdkBinding")),
  );
  const isMany = options.some(
    (obj) => stringOf(obj.fields.get("cardinality") ?? NOTHING) === "many",
  );
  m.noteRegistration({
    kind: "callback",
    shape: row.shape,
    handler,
    params: isSdkBinding
      ? row.params.map((param) => (param === "body" ? "sdkBinding" : param))
      : row.params,
    isBatch: row.isBatch === true || isMany,
    carries: row.carries ?? "properties",
    entity: entity ?? entityOf(row, args, options),
    file: frame.file,
    call,
    inputs: options.flatMap((obj) => inputsOf(obj)),
  });
}

/** Case: router.get("/orders", authenticate, handler) */
function lastFunction(args: Args): Value | undefined {
  return [...args.list]
    .reverse()
    .find((value) => value.atoms.some((atom) => atom.t === "function"));
}

function propertyOf(
  m: Machine,
  frame: Frame,
  value: Value,
  property: string,
): Value {
  return m.member(frame, value, property);
}

function objectsIn(value: Value): Obj[] {
  return value.atoms.flatMap((atom) => (atom.t === "object" ? [atom.obj] : []));
}

function hasTrigger(
  m: Machine,
  options: Obj,
  types: readonly string[],
): boolean {
  const trigger = options.fields.get("trigger");
  if (!trigger) return false;
  return objectsIn(trigger).some((obj) => {
    const type = stringOf(obj.fields.get("type") ?? NOTHING);
    return (
      type !== undefined &&
      (types.includes(type) || m.settings.triggers.has(type))
    );
  });
}

function isTrue(value: Value | undefined): boolean {
  return (
    value?.atoms.some((atom) => atom.t === "const" && atom.value === true) ??
    false
  );
}

function entityOf(
  row: RegistrationRow,
  args: Args,
  options: readonly Obj[],
): string | undefined {
  for (const name of row.entityProperties ?? [])
    for (const obj of options) {
      const entity = stringOf(obj.fields.get(name) ?? NOTHING);
      if (entity !== undefined && !entity.startsWith("%")) return entity;
    }
  const named =
    row.entityArgument === undefined
      ? undefined
      : argAt(args, row.entityArgument);
  return named && stringOf(named);
}

/** `extraInputs: [input.cosmosDB(…)]`: the host reads these before the function runs. */
function inputsOf(options: Obj): InputBinding[] {
  const list = options.fields.get("extraInputs");
  if (!list) return [];
  const elements = joinAll(
    objectsIn(list).map((obj) =>
      join(obj.elements, joinAll(obj.fields.values())),
    ),
  );
  return objectsIn(elements).flatMap((obj) => {
    if (!obj.fields.has("#cosmosInput") || !obj.site) return [];
    const { file, expr } = obj.site;
    return [
      {
        file: file.path,
        line: positionAt(file, expr.start).line,
        name:
          stringOf(
            obj.fields.get("containerName") ??
              obj.fields.get("collectionName") ??
              NOTHING,
          ) ?? "",
        span: { start: expr.start, end: expr.end },
      },
    ];
  });
}
