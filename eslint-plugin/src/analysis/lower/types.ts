/** Types, as far as they name something. */
import type { Binding, BindingId, TypeMember, TypeRef } from "../ir.ts";
import { exact, none, type Context } from "./context.ts";
import type { Mutable } from "./scope.ts";
import {
  importTypeSourceOf,
  keyNameOf,
  signatureParamsOf,
  signatureReturnOf,
  typeArgumentsOf,
  type Node,
} from "./tree.ts";

/** Stands in a list of type arguments for what is left out, so that the others keep their places. */
const unknownType: TypeRef = { t: "name", name: "unknown", args: none };

/** The type behind the colon; also takes the annotation's own type. */
export function lowerType(
  context: Context,
  node: Node | null | undefined,
): TypeRef | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "TSTypeAnnotation":
    case "TSParenthesizedType":
      return lowerType(context, node["typeAnnotation"]);
    case "TSTypeReference":
      return named(context, node["typeName"], typeArgumentsOf(node));
    case "TSExpressionWithTypeArguments":
    case "TSInterfaceHeritage":
    case "TSClassImplements":
      return named(context, node["expression"], typeArgumentsOf(node));
    case "TSArrayType": {
      const element = lowerType(context, node["elementType"]);
      return { t: "name", name: "Array", args: [element ?? unknownType] };
    }
    case "TSTypeOperator":
      return node["operator"] === "readonly"
        ? lowerType(context, node["typeAnnotation"])
        : undefined;
    case "TSUnionType":
      return several(context, "union", node["types"]);
    case "TSIntersectionType":
      return several(context, "intersection", node["types"]);
    case "TSTypeLiteral":
      return {
        t: "object",
        members: lowerTypeMembers(context, node["members"]),
      };
    case "TSFunctionType":
      return lowerSignature(context, node);
    case "TSTypeQuery":
      return typeOfValue(context, node["exprName"]);
    case "TSImportType":
      return importedType(context, node);
    case "TSTypePredicate":
      return keyword(node["asserts"] ? "void" : "boolean");
    case "TSThisType":
      return keyword("this");
    default:
      return keywords[node.type];
  }
}

function keyword(name: string): TypeRef {
  return { t: "name", name, args: none };
}

const keywords: Readonly<Record<string, TypeRef>> = Object.assign(
  Object.create(null) as Record<string, TypeRef>,
  {
    TSAnyKeyword: keyword("any"),
    TSBigIntKeyword: keyword("bigint"),
    TSBooleanKeyword: keyword("boolean"),
    TSNeverKeyword: keyword("never"),
    TSNullKeyword: keyword("null"),
    TSNumberKeyword: keyword("number"),
    TSObjectKeyword: keyword("object"),
    TSStringKeyword: keyword("string"),
    TSSymbolKeyword: keyword("symbol"),
    TSUndefinedKeyword: keyword("undefined"),
    TSUnknownKeyword: keyword("unknown"),
    TSVoidKeyword: keyword("void"),
  },
);

/** A dotted name with arguments; `undefined` for a superclass that is no name (`extends mixin(Base)`). */
export function named(
  context: Context,
  node: Node,
  typeArguments: readonly Node[],
): TypeRef | undefined {
  if (node.type === "TSImportType") return importedType(context, node);
  const first = firstOf(node);
  if (!first) return undefined;
  const args = lowerTypeArguments(context, typeArguments) ?? none;
  const name = context.keep(dotted(node));
  const binding = context.bindings.findType(context.scope, first);
  return binding === undefined
    ? { t: "name", name, args }
    : { t: "name", name, binding, args };
}

/** The first part of a dotted name in a type (`a.b`) or in a heritage clause of ESTree (a member expression). */
function firstOf(node: Node): string | undefined {
  let at = node;
  for (;;) {
    if (at.type === "Identifier") return at["name"];
    if (at.type === "ThisExpression") return "this";
    if (at.type === "TSQualifiedName") at = at["left"];
    else if (at.type === "MemberExpression" && !at["computed"]) {
      at = at["object"];
    } else return undefined;
  }
}

function dotted(node: Node): string {
  if (node.type === "TSQualifiedName") {
    return `${dotted(node["left"])}.${node["right"].name}`;
  }
  if (node.type === "MemberExpression") {
    return `${dotted(node["object"])}.${node["property"].name}`;
  }
  return node.type === "ThisExpression" ? "this" : node["name"];
}

function typeOfValue(context: Context, node: Node): TypeRef | undefined {
  // Case: typeof import("m")
  if (node.type === "TSImportType") return undefined;
  const first = firstOf(node);
  if (!first) return undefined;
  const name = context.keep(dotted(node));
  const binding = context.bindings.findValue(context.scope, first);
  return binding === undefined
    ? { t: "typeof", name }
    : { t: "typeof", name, binding };
}

/** `import("m").Name` names what an import declaration would bind, so it gets such a binding. */
function importedType(context: Context, node: Node): TypeRef | undefined {
  const source = importTypeSourceOf(node);
  if (source === undefined) return undefined;
  context.sources.add(context.keep(source));
  const qualifier: Node | null | undefined = node["qualifier"];
  if (!qualifier) return undefined;
  const imported = firstOf(qualifier);
  if (!imported) return undefined;
  const key = `${imported} ${source}`;
  let binding = context.typeImports.get(key);
  if (binding === undefined) {
    const made = context.bindings.make(
      context.keep(imported),
      "import",
      0,
      qualifier.start,
    );
    made.imported = {
      source: context.keep(source),
      name: made.name,
      typeOnly: true,
    };
    binding = made.id;
    context.typeImports.set(key, binding);
  }
  const args = lowerTypeArguments(context, typeArgumentsOf(node)) ?? none;
  return { t: "name", name: context.keep(dotted(qualifier)), binding, args };
}

function several(
  context: Context,
  t: "union" | "intersection",
  nodes: readonly Node[],
): TypeRef | undefined {
  const of: TypeRef[] = [];
  for (const node of nodes) {
    const type = lowerType(context, node);
    if (type) of.push(type);
  }
  return of.length > 1 ? { t, of: exact(of) } : of[0];
}

export function lowerTypeArguments(
  context: Context,
  nodes: readonly Node[],
): readonly TypeRef[] | undefined {
  if (nodes.length === 0) return undefined;
  const types: TypeRef[] = [];
  for (const node of nodes) types.push(lowerType(context, node) ?? unknownType);
  return exact(types);
}

/** A function type, or the type of a method signature. */
function lowerSignature(context: Context, node: Node): TypeRef {
  return withTypeParameters(context, node, () => {
    const params: (TypeRef | undefined)[] = [];
    for (const param of signatureParamsOf(node)) {
      if (isThisParameter(param)) continue;
      params.push(lowerType(context, param["typeAnnotation"]));
    }
    const returns = lowerType(context, signatureReturnOf(node));
    return returns
      ? { t: "function", params: exact(params), returns }
      : { t: "function", params: exact(params) };
  });
}

/** `this: T` in front of the parameters is none. */
export function isThisParameter(param: Node): boolean {
  return param.type === "Identifier" && param["name"] === "this";
}

function lowerTypeMembers(
  context: Context,
  nodes: readonly Node[],
): readonly TypeMember[] {
  const members: TypeMember[] = [];
  for (const node of nodes) {
    const key: Node | undefined = node["key"];
    const name = key && keyNameOf(key, node["computed"] === true);
    if (name === undefined) continue;
    const type = typeOfMember(context, node);
    members.push(
      type ? { name: context.keep(name), type } : { name: context.keep(name) },
    );
  }
  return exact(members);
}

function typeOfMember(context: Context, node: Node): TypeRef | undefined {
  if (node.type !== "TSMethodSignature") {
    return lowerType(context, node["typeAnnotation"]);
  }
  switch (node["kind"]) {
    case "get":
      return lowerType(context, signatureReturnOf(node));
    case "set":
      return lowerType(context, signatureParamsOf(node)[0]?.["typeAnnotation"]);
    default:
      return lowerSignature(context, node);
  }
}

/** A type parameter names its constraint, and hides an outer type of the same name. */
export function declareTypeParameters(context: Context, node: Node): void {
  const params: readonly Node[] | undefined = node["typeParameters"]?.params;
  if (!params) return;
  for (const param of params) {
    context.bindings.declare(
      context.scope,
      context.keep(typeParameterName(param)),
      "alias",
      param.start,
    );
  }
  for (const param of params) {
    const constraint = lowerType(context, param["constraint"]);
    const binding = context.bindings.findOwn(
      context.scope,
      typeParameterName(param),
    );
    if (constraint && binding) binding.alias = constraint;
  }
}

function typeParameterName(param: Node): string {
  const name: string | Node = param["name"];
  return typeof name === "string" ? name : name["name"];
}

function withTypeParameters<T>(context: Context, node: Node, work: () => T): T {
  if (!node["typeParameters"]) return work();
  return context.inScope(() => {
    declareTypeParameters(context, node);
    return work();
  });
}

/** Fills in what an interface declares. Declared twice, its members add up. */
export function lowerInterface(context: Context, node: Node): void {
  const binding = own(context, node);
  if (!binding) return;
  withTypeParameters(context, node, () => {
    const bases: TypeRef[] = [];
    for (const base of (node["extends"] ?? none) as readonly Node[]) {
      const type = lowerType(context, base);
      if (type) bases.push(type);
    }
    const members = lowerTypeMembers(context, node["body"].body);
    const before = binding.interface;
    binding.interface = before
      ? {
          extends: before.extends.concat(bases),
          members: before.members.concat(members),
        }
      : { extends: bases, members };
  });
}

export function lowerAlias(context: Context, node: Node): void {
  const binding = own(context, node);
  if (!binding) return;
  withTypeParameters(context, node, () => {
    const type = lowerType(context, node["typeAnnotation"]);
    if (type) binding.alias = type;
  });
}

function own(context: Context, node: Node): Mutable<Binding> | undefined {
  return context.bindings.findOwn(context.scope, node["id"].name);
}

/** Records the declared type of the variable that a pattern names, when it names one. */
export function typeBinding(
  context: Context,
  binding: BindingId | undefined,
  type: TypeRef | undefined,
): void {
  if (binding !== undefined && type) {
    context.bindings.all[binding]!.type = type;
  }
}
