/** Of several instances that may reach a parameter, those of the class that it is declared with. */
import type { FileIr, TypeRef } from "../../ir.ts";
import type { Atom, ClassRef, Value } from "../../values/index.ts";
import { lineageOf } from "./lineage.ts";
import type { Machine } from "../machine.ts";

/**
 * Case: a bus calls `handler.execute(command)` with every command there is, and each handler declares its own:
 * `execute(command: CancelOrder)`.
 */
export function ofDeclaredClass(
  m: Machine,
  value: Value,
  type: TypeRef,
  file: FileIr,
): Value {
  if (value.atoms.length < 2 || type.t !== "name" || value.unseen) return value;
  if (!value.atoms.every((atom) => classOf(atom) !== undefined)) return value;
  const wanted = m
    .typed(type, file)
    .atoms.flatMap((atom) => classOf(atom) ?? []);
  const atoms = value.atoms.filter((atom) =>
    wanted.some((cls) => descends(m, classOf(atom), cls)),
  );
  return atoms.length === 0 || atoms.length === value.atoms.length
    ? value
    : { ...value, atoms };
}

function classOf(atom: Atom): ClassRef | undefined {
  return atom.t === "object" && atom.obj.kind === "instance"
    ? atom.obj.cls
    : undefined;
}

function descends(
  m: Machine,
  from: ClassRef | undefined,
  base: ClassRef,
): boolean {
  for (const { ir } of lineageOf(m, from)) if (ir === base.ir) return true;
  return false;
}
