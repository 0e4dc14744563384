/**
 * Babel's tree and ESTree (`oxc-parser`), where they differ in shape. Where they differ only in the name of a
 * node's type, the `switch` that handles the node lists both names.
 */

/** A node of either parser. Its fields are read by the lowering only, which knows them by the node's type. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // The two trees share no published type, and a union of both would have to be narrowed at every access.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

/** Nodes of a list; holes and missing lists included. */
export type Nodes = readonly (Node | null | undefined)[] | null | undefined;

const noNodes: readonly Node[] = [];

/** The value of a string, number, boolean or null; `undefined` for all others, also for bigints and patterns. */
export function constantOf(
  node: Node,
): string | number | boolean | null | undefined {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
      return node["value"];
    case "NullLiteral":
      return null;
    case "Literal":
      // oxc gives a bigint and a regular expression a `value` where the host can build one.
      return node["regex"] || node["bigint"] ? undefined : node["value"];
    case "TemplateLiteral":
      return node["expressions"].length === 0
        ? (node["quasis"][0]?.value.cooked ?? undefined)
        : undefined;
    default:
      return undefined;
  }
}

/** `#name` of a private name, else `undefined`. */
export function privateNameOf(node: Node): string | undefined {
  if (node.type === "PrivateName") return `#${node["id"].name}`;
  if (node.type === "PrivateIdentifier") return `#${node["name"]}`;
  return undefined;
}

/** The name that a key stands for: of a member access, an object's property, a class member. */
export function keyNameOf(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === "Identifier") return key["name"];
  const hidden = privateNameOf(key);
  if (hidden !== undefined) return hidden;
  const value = constantOf(key);
  if (typeof value === "string" || typeof value === "number") {
    return String(value);
  }
  // Case: { 10n: x }
  const digits = key.type === "BigIntLiteral" ? key["value"] : key["bigint"];
  return typeof digits === "string" ? digits : undefined;
}

/** The text of an identifier or string that names an import or export. */
export function moduleNameOf(node: Node): string {
  return node.type === "Identifier" ? node["name"] : String(node["value"]);
}

/** The function of a method: Babel's method is one, ESTree's has one as its value. */
export function functionPartOf(node: Node): Node {
  switch (node.type) {
    case "MethodDefinition":
    case "TSAbstractMethodDefinition":
    case "Property":
      return node["value"];
    default:
      return node;
  }
}

/** `<T>` of a call, a type reference, a heritage clause. */
export function typeArgumentListOf(node: Node): Node | null | undefined {
  return node["typeArguments"] ?? node["typeParameters"];
}

export function typeArgumentsOf(node: Node): readonly Node[] {
  return typeArgumentListOf(node)?.["params"] ?? noNodes;
}

/** `<T>` after `extends Base`. */
export function superTypeArgumentsOf(node: Node): readonly Node[] {
  const list = node["superTypeArguments"] ?? node["superTypeParameters"];
  return list?.params ?? noNodes;
}

/** Parameters of a function type or a method signature. */
export function signatureParamsOf(node: Node): readonly Node[] {
  return node["params"] ?? node["parameters"] ?? noNodes;
}

/** The annotation with the result of a function type or a method signature. */
export function signatureReturnOf(node: Node): Node | null | undefined {
  return node["returnType"] ?? node["typeAnnotation"];
}

export function enumMembersOf(node: Node): readonly Node[] {
  return node["body"]?.members ?? node["members"] ?? noNodes;
}

/** The text in `import("text")` as a type. */
export function importTypeSourceOf(node: Node): string | undefined {
  let source: Node | undefined = node["source"] ?? node["argument"];
  if (source?.type === "TSLiteralType") source = source["literal"];
  const value = source ? constantOf(source) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Where a class or member begins; only Babel counts the decorators in front of `export` in. */
export function startOf(node: Node): number {
  const first: Node | undefined = node["decorators"]?.[0];
  return first ? Math.min(first.start, node.start) : node.start;
}

/** `declare namespace a.b {}`: ["a", "b"] with the places of the names. Empty for `declare module "x"` and `declare global`. */
export function namespacePathOf(node: Node): {
  names: readonly Node[];
  body: readonly Node[];
} {
  const names: Node[] = [];
  let body: Node | undefined = node;
  while (body && body.type === "TSModuleDeclaration") {
    if (body["global"] || body["kind"] === "global") {
      return { names: noNodes, body: noNodes };
    }
    const from = names.length;
    let id: Node = body["id"];
    while (id.type === "TSQualifiedName") {
      names.splice(from, 0, id["right"]);
      id = id["left"];
    }
    if (id.type !== "Identifier") return { names: noNodes, body: noNodes };
    names.splice(from, 0, id);
    body = body["body"];
  }
  return { names, body: body?.["body"] ?? noNodes };
}
