/** What a declared type says about a value that came from out of sight. Read from the text, no type checker. */
import type { Binding, FileIr, TypeMember, TypeRef } from "../../ir.ts";
import {
  NOTHING,
  UNSEEN,
  UNDEFINED,
  isUndefined,
  join,
  joinAll,
  ofObject,
  type Value,
} from "../../values/index.ts";
import { ENTRY } from "../content.ts";
import { external } from "../packages/externals.ts";
import { sdkInstance } from "../sdk/sdkInstance.ts";
import type { FlowContext, Machine } from "../machine.ts";
import { orUndo } from "../orUndo.ts";

const MAX_DEPTH = 8;
/** Types that stand for their first argument here. */
const transparent = new Set([
  "Promise",
  "PromiseLike",
  "Awaited",
  "Readonly",
  "Partial",
  "Required",
  "NonNullable",
  "Pick",
  "Omit",
  "Lazy",
]);
const lists = new Set([
  "Array",
  "ReadonlyArray",
  "Set",
  "ReadonlySet",
  "Iterable",
  "AsyncIterable",
  "AsyncGenerator",
  "Generator",
  "AsyncIterableIterator",
]);
const FLOW: FlowContext = { mode: "flow", isVerified: false, isAmbient: false };

export type TypeTarget =
  | {
      readonly kind: "binding";
      readonly file: FileIr;
      readonly binding: Binding;
    }
  | {
      readonly kind: "external";
      readonly module: string;
      readonly path: readonly string[];
    };

export class DeclaredTypes {
  readonly #m: Machine;
  readonly #known = new WeakMap<TypeRef, Value>();

  constructor(m: Machine) {
    this.#m = m;
  }

  valueOf(type: TypeRef, file: FileIr, depth = 0): Value {
    const known = this.#known.get(type);
    if (known) return known;
    if (depth > MAX_DEPTH) return UNSEEN;
    this.#known.set(type, UNSEEN);
    const value = orUndo(
      () => this.#valueOf(type, file, depth),
      () => this.#known.delete(type),
    );
    this.#known.set(type, value);
    return value;
  }

  #valueOf(type: TypeRef, file: FileIr, depth: number): Value {
    switch (type.t) {
      case "union":
      case "intersection": {
        const parts = type.of.map((part) =>
          this.valueOf(part, file, depth + 1),
        );
        // `string | undefined` is no `undefined`.
        const seen = parts.filter((part) =>
          part.atoms.some((atom) => !isUndefined(atom)),
        );
        return type.t === "union"
          ? withoutIdle(joinAll(parts), seen)
          : seen.length > 0
            ? joinAll(seen)
            : UNSEEN;
      }
      case "object":
        return this.#typedObject(type.members, file);
      case "function":
        return UNSEEN;
      case "typeof": {
        if (type.binding === undefined) return UNSEEN;
        const env = this.#m.moduleEnv(file.path);
        return env ? this.#m.binding(env, type.binding, FLOW) : UNSEEN;
      }
      case "name":
        return this.#named(type, file, depth);
    }
  }

  #named(
    type: Extract<TypeRef, { t: "name" }>,
    file: FileIr,
    depth: number,
  ): Value {
    const [first] = type.args;
    if (type.binding === undefined) {
      if (transparent.has(type.name))
        return first ? this.valueOf(first, file, depth + 1) : UNSEEN;
      if (lists.has(type.name))
        return this.#collection("array", first, file, depth);
      if (
        type.name === "Map" ||
        type.name === "ReadonlyMap" ||
        type.name === "WeakMap"
      )
        return this.#collection("map", type.args[1], file, depth);
      if (type.name === "Record")
        return this.#collection("literal", type.args[1], file, depth);
      if ((type.name === "ReturnType" || type.name === "InstanceType") && first)
        return this.#resultOf(first, file, depth);
      if (
        type.name === "undefined" ||
        type.name === "null" ||
        type.name === "void"
      )
        return UNDEFINED;
      return UNSEEN;
    }
    const target = this.resolve(file, type.binding, type.name);
    if (!target) return UNSEEN;
    if (target.kind === "external") {
      const [name = ""] = target.path;
      const instance = sdkInstance(
        this.#m,
        { module: target.module, path: target.path },
        {},
      );
      if (instance) return instance;
      // What a package's type stands for is reached from it like an instance of its class.
      return /^[A-Z]/.test(name) && target.path.length === 1
        ? external(target.module, [...target.path, "new"])
        : UNSEEN;
    }
    const { binding } = target;
    if (binding.kind === "class")
      return this.#m.instanceOfBinding(target.file, binding.id);
    if (binding.alias)
      return this.valueOf(binding.alias, target.file, depth + 1);
    if (binding.interface) return this.#interface(target.file, binding, depth);
    return UNSEEN;
  }

  #collection(
    kind: "array" | "map" | "literal",
    of_: TypeRef | undefined,
    file: FileIr,
    depth: number,
  ): Value {
    const elements = of_ ? this.valueOf(of_, file, depth + 1) : UNSEEN;
    if (elements.atoms.length === 0) return UNSEEN;
    const obj = this.#m.newObject(kind, {
      elements: join(elements, UNSEEN),
      isShared: true,
    });
    if (kind === "literal") obj.open = true;
    if (kind === "map") obj.fields.set(ENTRY, NOTHING);
    return ofObject(obj);
  }

  /** `ReturnType<typeof make>`. */
  #resultOf(type: TypeRef, file: FileIr, depth: number): Value {
    const value = this.valueOf(type, file, depth + 1);
    let result: Value = NOTHING;
    for (const atom of value.atoms)
      if (atom.t === "function")
        result = join(
          result,
          this.#m.runGeneric(atom.closure, atom.closure.self, FLOW),
        );
      else if (atom.t === "class")
        result = join(result, this.#m.instanceOf(atom.cls));
    return result === NOTHING ? UNSEEN : result;
  }

  #interface(file: FileIr, binding: Binding, depth: number): Value {
    const implementors = this.#m.implementorsOf(file, binding);
    if (implementors.atoms.length > 0) return implementors;
    const members = this.#membersOf(file, binding, depth);
    return members.length > 0 ? this.#typedObject(members, file) : UNSEEN;
  }

  #membersOf(file: FileIr, binding: Binding, depth: number): TypeMember[] {
    const members = [...(binding.interface?.members ?? [])];
    if (depth < MAX_DEPTH)
      for (const base of binding.interface?.extends ?? []) {
        if (base.t !== "name" || base.binding === undefined) continue;
        const target = this.resolve(file, base.binding, base.name);
        if (target?.kind === "binding" && target.file === file)
          members.push(...this.#membersOf(file, target.binding, depth + 1));
      }
    return members;
  }

  #typedObject(members: readonly TypeMember[], file: FileIr): Value {
    const obj = this.#m.newObject("typed", {
      isShared: true,
      open: true,
      types: {
        file,
        members: new Map(members.map((member) => [member.name, member.type])),
      },
    });
    return { ...ofObject(obj), unseen: true };
  }

  /** What a type's name stands for, through imports and re-exports. */
  resolve(file: FileIr, id: number, name: string): TypeTarget | undefined {
    const binding = file.bindings[id];
    if (!binding) return undefined;
    const members = name.split(".").slice(1);
    const { imported } = binding;
    if (!imported)
      return members.length === 0
        ? { kind: "binding", file, binding }
        : undefined;
    const path =
      imported.name === "*" || imported.name === "="
        ? members
        : [imported.name, ...members];
    return this.#resolveExport(file, imported.source, path, 0);
  }

  #resolveExport(
    from: FileIr,
    source: string,
    path: readonly string[],
    depth: number,
  ): TypeTarget | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const target = this.#m.project.resolve(from.path, source);
    if (target.kind === "external")
      return {
        kind: "external",
        module: target.package,
        path: path[0] === "default" ? path.slice(1) : path,
      };
    if (target.kind !== "file") return undefined;
    const file = this.#m.project.ir(target.path);
    const [name] = path;
    if (!file || name === undefined) return undefined;
    const entry = Object.hasOwn(file.exports, name)
      ? file.exports[name]
      : undefined;
    if (entry?.kind === "binding")
      return this.resolve(file, entry.binding, path.join("."));
    if (entry?.kind === "from") {
      const next =
        entry.name === "*" ? path.slice(1) : [entry.name, ...path.slice(1)];
      return this.#resolveExport(file, entry.source, next, depth + 1);
    }
    for (const star of file.starExports) {
      const found = this.#resolveExport(file, star, path, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
}

/** In a union, parts that say nothing do not hide those that do. */
function withoutIdle(all: Value, seen: readonly Value[]): Value {
  return seen.length > 0 && all.unseen
    ? { ...all, unseen: seen.some((part) => part.unseen) }
    : all;
}
