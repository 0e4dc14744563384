/** Scopes and the bindings in them. Every name of a scope is declared before anything in it is lowered. */
import type { Binding, BindingId, BindingKind, FunctionId } from "../ir.ts";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Kinds that name a value. */
function isValue(kind: BindingKind): boolean {
  return kind !== "interface" && kind !== "alias";
}

/** Kinds that name a type by themselves; a `const` does so only together with an interface or alias. */
function isType(kind: BindingKind): boolean {
  switch (kind) {
    case "import":
    case "class":
    case "enum":
    case "namespace":
    case "interface":
    case "alias":
      return true;
    default:
      return false;
  }
}

export class Scope {
  readonly parent: Scope | undefined;
  readonly owner: FunctionId;
  /** Made with the first name: most blocks declare none. */
  names: Map<string, BindingId> | undefined;

  constructor(parent: Scope | undefined, owner: FunctionId) {
    this.parent = parent;
    this.owner = owner;
  }
}

export class Bindings {
  readonly all: Mutable<Binding>[] = [];
  /** Values that an interface or alias of the same name gives a meaning as a type. */
  readonly #alsoTypes = new Set<BindingId>();

  /**
   * One binding for each name of a scope: a second declaration adds its meaning to the first (`var x; var x;`,
   * an interface beside a class, a type beside a constant), and a value's kind wins over a type's.
   */
  declare(
    scope: Scope,
    name: string,
    kind: BindingKind,
    start: number,
  ): Mutable<Binding> {
    const known = scope.names?.get(name);
    if (known !== undefined) {
      const binding = this.all[known]!;
      if (!isValue(kind) && isValue(binding.kind)) {
        this.#alsoTypes.add(known);
      } else if (isValue(kind) && !isValue(binding.kind)) {
        this.#alsoTypes.add(known);
        binding.kind = kind;
        binding.start = start;
      } else if (binding.kind === "namespace" || kind === "function") {
        // Case: function f() {} namespace f {}
        binding.kind = kind;
      }
      return binding;
    }
    const binding = this.make(name, kind, scope.owner, start);
    scope.names ??= new Map();
    scope.names.set(name, binding.id);
    return binding;
  }

  /** A binding that no scope knows by name. */
  make(
    name: string,
    kind: BindingKind,
    owner: FunctionId,
    start: number,
  ): Mutable<Binding> {
    const binding: Mutable<Binding> = {
      id: this.all.length,
      name,
      kind,
      owner,
      start,
    };
    this.all.push(binding);
    return binding;
  }

  findValue(scope: Scope, name: string): BindingId | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const id = at.names?.get(name);
      if (id !== undefined && isValue(this.all[id]!.kind)) return id;
    }
    return undefined;
  }

  findType(scope: Scope, name: string): BindingId | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const id = at.names?.get(name);
      if (id === undefined) continue;
      if (isType(this.all[id]!.kind) || this.#alsoTypes.has(id)) return id;
    }
    return undefined;
  }

  /** The binding of a name declared in this very scope. */
  findOwn(scope: Scope, name: string): Mutable<Binding> | undefined {
    const id = scope.names?.get(name);
    return id === undefined ? undefined : this.all[id];
  }
}
