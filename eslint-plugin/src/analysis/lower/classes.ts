/** Classes and their members. */
import type {
  ClassId,
  ClassIr,
  ClassMember,
  Expr,
  FunctionId,
  FunctionIr,
  TypeRef,
} from "../ir.ts";
import { exact, none, type Context } from "./context.ts";
import { annotationOf, lowerFunction } from "./functions.ts";
import type { Mutable } from "./scope.ts";
import {
  functionPartOf,
  keyNameOf,
  startOf,
  superTypeArgumentsOf,
  type Node,
} from "./tree.ts";
import {
  declareTypeParameters,
  isThisParameter,
  lowerType,
  named,
} from "./types.ts";

/** `name` is what a class without a name of its own is put under. */
export function lowerClass(
  context: Context,
  node: Node,
  name: string,
): ClassId {
  const id = context.classes.length;
  context.classes.push(undefined as never);
  // Decorators are evaluated around the class.
  const decorators = lowerDecorators(context, node);
  const own: Node | null | undefined = node["id"];
  const ir = context.inScope(() => {
    if (own && node.type === "ClassExpression") {
      context.bindings.declare(
        context.scope,
        context.keep(own["name"]),
        "class",
        own.start,
      );
    }
    declareTypeParameters(context, node);
    const memberNodes: readonly Node[] = node["body"].body;
    const members = new Members(id, memberNodes);
    const superNode: Node | null | undefined = node["superClass"];
    const superClass =
      superNode && context.lower.expression(context, superNode);
    const superType =
      superNode && named(context, superNode, superTypeArgumentsOf(node));
    const types: TypeRef[] = [];
    for (const base of (node["implements"] ?? none) as readonly Node[]) {
      const type = lowerType(context, base);
      if (type) types.push(type);
    }
    for (const member of memberNodes) {
      lowerMember(context, member, members);
    }
    const made: Mutable<ClassIr> = {
      id,
      name: own ? context.keep(own["name"]) : name,
      implements: exact(types),
      isAbstract: node["abstract"] === true,
      members: exact(members.all),
      parameterProperties: exact(members.parameterProperties),
      decorators,
      staticBlocks: exact(members.staticBlocks),
      parent: context.fn.id,
      start: startOf(node),
      end: node.end,
    };
    if (superClass) made.superClass = superClass;
    if (superType) made.superType = superType;
    return made;
  });
  context.classes[id] = ir;
  return id;
}

/** What is being collected of a class. */
class Members {
  readonly owner: ClassId;
  readonly nodes: readonly Node[];
  readonly all: ClassMember[] = [];
  readonly staticBlocks: FunctionId[] = [];
  readonly parameterProperties: ClassIr["parameterProperties"][number][] = [];
  #implemented: Set<string> | undefined;

  constructor(owner: ClassId, nodes: readonly Node[]) {
    this.owner = owner;
    this.nodes = nodes;
  }

  /** Whether a signature is one too many: the method has a body, or an earlier signature stands for it. */
  hasImplementation(signature: Node, name: string): boolean {
    if (!this.#implemented) {
      this.#implemented = new Set();
      for (const node of this.nodes) {
        if (!isMethod(node) || !functionPartOf(node)["body"]) continue;
        const known = keyNameOf(node["key"], node["computed"] === true);
        if (known !== undefined) this.#implemented.add(slotOf(node, known));
      }
    }
    const slot = slotOf(signature, name);
    if (this.#implemented.has(slot)) return true;
    this.#implemented.add(slot);
    return false;
  }
}

/** A getter, a setter and a static method may share a name. */
function slotOf(node: Node, name: string): string {
  return `${node["static"] === true ? "static " : ""}${node["kind"]} ${name}`;
}

function isMethod(node: Node): boolean {
  switch (node.type) {
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "TSDeclareMethod":
    case "MethodDefinition":
    case "TSAbstractMethodDefinition":
      return true;
    default:
      return false;
  }
}

function lowerMember(context: Context, node: Node, members: Members): void {
  if (isMethod(node)) {
    lowerMethod(context, node, members);
    return;
  }
  switch (node.type) {
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
    case "PropertyDefinition":
    case "AccessorProperty":
    case "TSAbstractPropertyDefinition":
    case "TSAbstractAccessorProperty":
      lowerField(context, node, members);
      return;
    case "StaticBlock":
      members.staticBlocks.push(lowerStaticBlock(context, node, members));
      return;
  }
}

function lowerMethod(context: Context, node: Node, members: Members): void {
  const part = functionPartOf(node);
  const keyNode: Node = node["key"];
  const constant = keyNameOf(keyNode, node["computed"] === true);
  const name = constant === undefined ? undefined : context.keep(constant);
  const isBodiless = !part["body"];
  if (isBodiless && members.hasImplementation(node, name ?? "")) return;
  const decorators = lowerDecorators(context, node);
  const key =
    name === undefined ? context.lower.expression(context, keyNode) : undefined;
  const kind: "method" | "get" | "set" | "constructor" = node["kind"];
  const start = startOf(node);
  const fn = lowerFunction(context, part, {
    start,
    end: node.end,
    name: name ?? "",
    nameStart: keyNode.start,
    owner: members.owner,
  });
  if (kind === "constructor" && !isBodiless) {
    addParameterProperties(context, part, fn, members);
  }
  const rest = {
    kind,
    isStatic: node["static"] === true,
    fn,
    decorators,
    span: { start, end: node.end },
  };
  members.all.push(key ? { key, ...rest } : { name: name ?? "", ...rest });
}

function addParameterProperties(
  context: Context,
  part: Node,
  fn: FunctionId,
  members: Members,
): void {
  let index = 0;
  for (const param of part["params"] as readonly Node[]) {
    if (isThisParameter(param)) continue;
    if (param.type === "TSParameterProperty") {
      const inner: Node = param["parameter"];
      const target: Node =
        inner.type === "AssignmentPattern" ? inner["left"] : inner;
      const type = context.functions[fn]?.params[index]?.type;
      const name = context.keep(target["name"]);
      members.parameterProperties.push(
        type ? { name, index, type } : { name, index },
      );
    }
    index++;
  }
}

function lowerField(context: Context, node: Node, members: Members): void {
  const keyNode: Node = node["key"];
  const constant = keyNameOf(keyNode, node["computed"] === true);
  const name = constant === undefined ? undefined : context.keep(constant);
  const decorators = lowerDecorators(context, node);
  const start = startOf(node);
  const member: Mutable<ClassMember> = {
    kind: "field",
    isStatic: node["static"] === true,
    decorators,
    span: { start, end: node.end },
  };
  if (name === undefined)
    member.key = context.lower.expression(context, keyNode);
  else member.name = name;
  const type = lowerType(context, annotationOf(node));
  if (type) member.type = type;
  const value: Node | null | undefined = node["value"];
  if (value) {
    member.init = lowerInitialiser(
      context,
      value,
      name ?? "",
      keyNode.start,
      members.owner,
    );
  }
  members.all.push(member);
}

function lowerInitialiser(
  context: Context,
  node: Node,
  name: string,
  nameStart: number,
  owner: ClassId,
): Expr {
  const outer = context.fieldOf;
  context.fieldOf = owner;
  try {
    const init = context.lower.named(context, node, name, nameStart);
    // Case: handle = function () { … } — called as a method, so it is one.
    if (init.k === "function") {
      (context.functions[init.id] as Mutable<FunctionIr>).owner = owner;
    }
    return init;
  } finally {
    context.fieldOf = outer;
  }
}

function lowerStaticBlock(
  context: Context,
  node: Node,
  members: Members,
): FunctionId {
  const { start, end } = node;
  const body = { type: "BlockStatement", start, end, body: node["body"] };
  return lowerFunction(
    context,
    { type: "StaticBlock", start, end, params: [], body },
    { start, end, name: "", nameStart: start, owner: members.owner },
  );
}

function lowerDecorators(context: Context, node: Node): readonly Expr[] {
  const nodes: readonly Node[] | null | undefined = node["decorators"];
  if (!nodes || nodes.length === 0) return none;
  const decorators: Expr[] = [];
  for (const decorator of nodes) {
    decorators.push(context.lower.expression(context, decorator["expression"]));
  }
  return exact(decorators);
}
