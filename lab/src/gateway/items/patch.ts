// Partial update, as the service's documentation "Partial document update" describes each operation.
import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";

export interface PatchOperation {
  readonly op: "add" | "set" | "replace" | "remove" | "incr" | "move";
  /** `/address/city`, `/tags/0`, `/tags/-` */
  readonly path: string;
  readonly value?: unknown;
  /** Only of a move. */
  readonly from?: string;
}

export interface Patch {
  readonly operations: readonly PatchOperation[];
  /** `from c where c.total > 5` */
  readonly condition?: string;
}

const MAX_OPERATIONS = 10;
const NAMES: readonly string[] = [
  "add",
  "set",
  "replace",
  "remove",
  "incr",
  "move",
];

/** @param sent An array of operations, or `{ operations, condition }`. */
export function readPatch(sent: unknown): Patch {
  const { operations, condition } = Array.isArray(sent)
    ? { operations: sent as unknown[], condition: undefined }
    : ((sent ?? {}) as { operations?: unknown; condition?: unknown });
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalid("it holds no operations");
  }
  if (operations.length > MAX_OPERATIONS) {
    throw invalid(
      `it holds ${operations.length} operations, the limit is ${MAX_OPERATIONS}`,
    );
  }
  return {
    operations: operations.map(checkOperation),
    ...(typeof condition === "string" && { condition }),
  };
}

function checkOperation(sent: unknown): PatchOperation {
  const operation = (sent ?? {}) as Partial<PatchOperation>;
  const { op, path, from } = operation;
  if (!NAMES.includes(String(op))) {
    throw invalid(
      `the operation ${String(op)} is not one of ${NAMES.join(", ")}`,
    );
  }
  for (const each of op === "move" ? [path, from] : [path]) {
    if (typeof each !== "string" || !/^\/./.test(each)) {
      throw invalid(`${String(op)} needs a path like /address/city`);
    }
  }
  return operation as PatchOperation;
}

/**
 * @param fixed Paths that no patch may change: those of the partition key.
 * @returns A new item; the one that was given stays as it is.
 * @throws {ServiceError} 400
 */
export function patched(
  item: Item,
  operations: readonly PatchOperation[],
  fixed: readonly (readonly string[])[],
): Item {
  const copy = structuredClone(item) as Record<string, unknown>;
  for (const operation of operations) {
    for (const path of [operation.path, operation.from]) {
      if (path !== undefined) refuseFixed(operation, namesOf(path), fixed);
    }
    apply(copy, operation);
  }
  return copy;
}

function apply(item: Record<string, unknown>, operation: PatchOperation): void {
  const { op, path, value } = operation;
  const names = namesOf(path);
  switch (op) {
    case "add":
      placeAt(item, operation, names, value, true);
      return;
    case "set":
      placeAt(item, operation, names, value, false);
      return;
    case "replace":
      existing(item, operation, names);
      placeAt(item, operation, names, value, false);
      return;
    case "remove":
      removeAt(item, operation, names);
      return;
    case "incr":
      increment(item, operation, names);
      return;
    case "move": {
      const from = namesOf(operation.from!);
      if (path.startsWith(`${operation.from!}/`)) {
        throw refused(operation, "its path is a child of its from");
      }
      const moved = removeAt(item, operation, from);
      placeAt(item, operation, names, moved, true);
    }
  }
}

function increment(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
): void {
  const { value } = operation;
  if (typeof value !== "number") {
    throw refused(operation, "incr needs a number");
  }
  const current = valueAt(item, operation, names);
  if (current !== undefined && typeof current !== "number") {
    throw refused(operation, "what stands there is no number");
  }
  placeAt(item, operation, names, (current ?? 0) + value, false);
}

/** @param inserts Whether a place in an array makes room, or is written over. */
function placeAt(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
  value: unknown,
  inserts: boolean,
): void {
  if (value === undefined) throw refused(operation, "it has no value");
  const parent = parentOf(item, operation, names);
  const name = names.at(-1)!;
  if (!Array.isArray(parent)) {
    setOwn(parent, name, value);
    return;
  }
  const index = indexIn(parent, operation, name, inserts);
  if (inserts) parent.splice(index, 0, value);
  else parent[index] = value;
}

function removeAt(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
): unknown {
  const value = existing(item, operation, names);
  const parent = parentOf(item, operation, names);
  const name = names.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else Reflect.deleteProperty(parent, name);
  return value;
}

function existing(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
): unknown {
  const value = valueAt(item, operation, names);
  if (value === undefined) {
    throw refused(operation, "there is nothing at that path");
  }
  return value;
}

function valueAt(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
): unknown {
  const parent = parentOf(item, operation, names);
  const name = names.at(-1)!;
  if (Array.isArray(parent)) {
    return /^\d+$/.test(name) ? parent[Number(name)] : undefined;
  }
  return Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function parentOf(
  item: Record<string, unknown>,
  operation: PatchOperation,
  names: readonly string[],
): Record<string, unknown> | unknown[] {
  let parent: Record<string, unknown> | unknown[] = item;
  for (const name of names.slice(0, -1)) {
    const next: unknown = Array.isArray(parent)
      ? parent[Number(name)]
      : Object.hasOwn(parent, name)
        ? parent[name]
        : undefined;
    if (typeof next !== "object" || next === null) {
      throw refused(operation, `"${name}" is neither an object nor an array`);
    }
    parent = next as Record<string, unknown> | unknown[];
  }
  return parent;
}

function indexIn(
  array: readonly unknown[],
  operation: PatchOperation,
  name: string,
  inserts: boolean,
): number {
  if (name === "-") return array.length;
  const index = /^\d+$/.test(name) ? Number(name) : NaN;
  if (index < array.length || (inserts && index === array.length)) return index;
  throw refused(operation, `the array has no place "${name}"`);
}

function setOwn(
  object: Record<string, unknown>,
  name: string,
  value: unknown,
): void {
  // An item may well have a property "__proto__"; assignment would change the prototype instead.
  Object.defineProperty(object, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/** A JSON pointer: `~1` is a slash, `~0` a tilde. */
function namesOf(path: string): string[] {
  return path
    .slice(1)
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function refuseFixed(
  operation: PatchOperation,
  names: readonly string[],
  fixed: readonly (readonly string[])[],
): void {
  const [first] = names;
  const isSystem =
    names.length === 1 &&
    ["id", "_rid", "_self", "_etag", "_ts", "_attachments"].includes(first!);
  if (isSystem) {
    throw refused(operation, "it is a property that no patch can change");
  }
  const isKey = fixed.some((path) =>
    path.every((name, index) => index >= names.length || names[index] === name),
  );
  if (isKey) {
    throw refused(operation, "it is the partition key, which never changes");
  }
}

function refused(
  { op, path, from }: PatchOperation,
  because: string,
): ServiceError {
  const what = from === undefined ? path : `${from} to ${path}`;
  return new ServiceError(
    400,
    `For Operation(${op}) ${what}: ${because}. Nothing of the patch was applied.`,
  );
}

function invalid(because: string): ServiceError {
  return new ServiceError(
    400,
    `The patch is invalid: ${because}. Send an array of operations, or { operations, condition }.`,
  );
}
