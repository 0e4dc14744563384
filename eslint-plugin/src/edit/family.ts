import type * as t from "@babel/types";
import { functionName, holderOf } from "./callTarget.ts";
import type { Draft } from "./draft.ts";
import type { Signature } from "./lists.ts";
import {
  bare,
  isFunction,
  isMember,
  keyName,
  memberName,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import type { Source } from "./source.ts";

/** Files in which declarations and other uses are looked for: those that the finding depends on. */
export interface Candidates {
  readonly files: readonly string[];
}

export interface PlacedSignature {
  readonly source: Source;
  readonly node: Signature;
}

/**
 * The declarations that promise a function and must take the new parameter with it: overloads, members of the
 * interfaces and base classes of its class, the type of its variable, and the declared type of what it is called on.
 */
export function signaturesBeside(
  draft: Draft,
  target: { readonly source: Source; readonly fn: FunctionNode },
  call: { readonly source: Source; readonly node: CallNode },
  candidates: Candidates,
): PlacedSignature[] {
  const { source, fn } = target;
  const name = functionName(source, fn);
  if (name === undefined) return [];
  const search = new TypeSearch(
    draft,
    [source.file, call.source.file, ...candidates.files],
    name,
  );
  addOverloads(source, fn, name, search);
  addHolderTypes(source, fn, search);
  addReceiverType(call.source, call.node, search);
  return search.found.filter(({ node }) => node !== (fn as Node));
}

function addOverloads(
  source: Source,
  fn: FunctionNode,
  name: string,
  search: TypeSearch,
): void {
  for (const node of source.nodes) {
    if (
      node.type === "TSDeclareFunction" &&
      fn.type === "FunctionDeclaration"
    ) {
      if (node.id?.name === name && sameBlock(source, node, fn))
        search.add(source, node);
    } else if (node.type === "TSDeclareMethod" && keyName(node) === name) {
      if (source.parent(node) === source.parent(fn)) search.add(source, node);
    }
  }
}

function sameBlock(source: Source, a: Node, b: Node): boolean {
  const block = (node: Node) => {
    const parent = source.parent(node);
    return parent?.type.startsWith("Export") ? source.parent(parent) : parent;
  };
  return block(a) === block(b);
}

/** Types that the function's own place promises: `implements`, `extends`, the type of its variable or object. */
function addHolderTypes(
  source: Source,
  fn: FunctionNode,
  search: TypeSearch,
): void {
  const holder = holderOf(source, fn);
  if (holder?.type === "VariableDeclarator" && "typeAnnotation" in holder.id) {
    search.addCallable(source, typeIn(holder.id.typeAnnotation));
    return;
  }
  const member = holder ?? fn;
  if (holder?.type === "ClassProperty")
    search.addCallable(source, typeIn(holder.typeAnnotation));
  const body = source.parent(member);
  if (body?.type === "ClassBody") {
    const owner = source.parent(body);
    if (owner?.type === "ClassDeclaration" || owner?.type === "ClassExpression")
      search.addBases(source, owner);
  } else if (body?.type === "ObjectExpression") {
    addObjectTypes(source, body, search);
  }
}

// Case: const orders: OrderStore = { load }, return { load } in a function that returns OrderStore
function addObjectTypes(
  source: Source,
  object: Node,
  search: TypeSearch,
): void {
  let node: Node = object;
  for (const outer of source.ancestors(object)) {
    if (
      outer.type === "TSAsExpression" ||
      outer.type === "TSSatisfiesExpression" ||
      outer.type === "TSTypeAssertion"
    ) {
      search.addMembers(source, outer.typeAnnotation as Node);
    } else if (outer.type === "VariableDeclarator") {
      if ("typeAnnotation" in outer.id)
        search.addMembers(source, typeIn(outer.id.typeAnnotation));
      return;
    } else if (outer.type === "ClassProperty") {
      search.addMembers(source, typeIn(outer.typeAnnotation));
      return;
    } else if (isFunction(outer)) {
      if (
        outer.returnType &&
        (node.type === "ReturnStatement" ||
          outer.body === node ||
          node.type === "BlockStatement")
      ) {
        search.addMembers(source, typeIn(outer.returnType));
      }
      return;
    }
    node = outer;
  }
}

/** The declared type of `orders` in `orders.load(id)` or `this.orders.load(id)`. */
function addReceiverType(
  source: Source,
  call: CallNode,
  search: TypeSearch,
): void {
  const callee = bare(call.callee);
  if (callee.type === "Identifier") {
    const declaration = declarationAt(source, callee.name, callee);
    if (declaration !== undefined && "typeAnnotation" in declaration) {
      search.addCallable(source, typeIn(declaration.typeAnnotation));
    }
    return;
  }
  if (!isMember(callee)) return;
  const receiver = unwrap(callee.object);
  search.addMembers(source, declaredType(source, receiver));
}

function unwrap(node: t.Node): Node {
  const value = bare(node);
  return value.type === "AwaitExpression" ? bare(value.argument) : value;
}

function declaredType(source: Source, receiver: Node): Node | undefined {
  if (receiver.type === "Identifier") {
    const declaration = declarationAt(source, receiver.name, receiver);
    return declaration && "typeAnnotation" in declaration
      ? typeIn(declaration.typeAnnotation)
      : undefined;
  }
  if (!isMember(receiver) || bare(receiver.object).type !== "ThisExpression")
    return undefined;
  const name = memberName(receiver);
  for (const outer of source.ancestors(receiver)) {
    if (outer.type !== "ClassBody") continue;
    for (const member of outer.body as Node[]) {
      if (
        (member.type === "ClassProperty" ||
          member.type === "ClassPrivateProperty") &&
        keyName(member) === name
      ) {
        return "typeAnnotation" in member
          ? typeIn(member.typeAnnotation)
          : undefined;
      }
      if (member.type !== "ClassMethod" || member.kind !== "constructor")
        continue;
      for (const parameter of member.params) {
        if (parameter.type !== "TSParameterProperty") continue;
        const inner =
          parameter.parameter.type === "AssignmentPattern"
            ? parameter.parameter.left
            : parameter.parameter;
        if (inner.type === "Identifier" && inner.name === name)
          return typeIn(inner.typeAnnotation);
      }
    }
    return undefined;
  }
  return undefined;
}

function typeIn(annotation: t.Node | null | undefined): Node | undefined {
  return annotation?.type === "TSTypeAnnotation"
    ? (annotation.typeAnnotation as Node)
    : undefined;
}

/** Collects the signatures that types declare for one member name, through references in the candidate files. */
class TypeSearch {
  readonly found: PlacedSignature[] = [];
  readonly #draft: Draft;
  readonly #files: readonly string[];
  readonly #member: string;
  readonly #visited = new Set<string>();

  constructor(draft: Draft, files: readonly string[], member: string) {
    this.#draft = draft;
    this.#files = [...new Set(files)];
    this.#member = member;
  }

  add(source: Source, node: Signature): void {
    if (!this.found.some((other) => other.node === node))
      this.found.push({ source, node });
  }

  /** A type that is itself called: a function type, an alias of one, an interface with a call signature. */
  addCallable(source: Source, type: Node | undefined): void {
    if (type === undefined) return;
    if (type.type === "TSFunctionType") this.add(source, type);
    else if (type.type === "TSParenthesizedType")
      this.addCallable(source, type.typeAnnotation as Node);
    else if (type.type === "TSTypeReference") {
      for (const declared of this.#declarations(source, type, "call")) {
        if (declared.node.type === "TSTypeAliasDeclaration")
          this.addCallable(
            declared.source,
            declared.node.typeAnnotation as Node,
          );
        else if (declared.node.type === "TSInterfaceDeclaration") {
          for (const member of declared.node.body.body) {
            if (member.type === "TSCallSignatureDeclaration")
              this.add(declared.source, member as Signature);
          }
        }
      }
    }
  }

  /** A type with the member: an interface, a class, a literal, what an alias or `Promise<…>` holds. */
  addMembers(source: Source, type: Node | undefined): void {
    if (type === undefined) return;
    switch (type.type) {
      case "TSTypeLiteral":
        this.#addOf(source, type.members as Node[]);
        return;
      case "TSIntersectionType":
      case "TSUnionType":
        for (const part of type.types) this.addMembers(source, part as Node);
        return;
      case "TSParenthesizedType":
        this.addMembers(source, type.typeAnnotation as Node);
        return;
      case "TSTypeReference":
      case "TSExpressionWithTypeArguments": {
        for (const argument of typeArguments(type))
          this.addMembers(source, argument);
        for (const declared of this.#declarations(source, type, "member"))
          this.#addDeclared(declared.source, declared.node);
        return;
      }
      default:
    }
  }

  addBases(
    source: Source,
    owner: t.ClassDeclaration | t.ClassExpression,
  ): void {
    for (const type of owner.implements ?? [])
      this.addMembers(source, type as Node);
    const base = owner.superClass;
    if (base?.type !== "Identifier") return;
    for (const declared of this.#named(source, base.name, "member"))
      this.#addDeclared(declared.source, declared.node);
  }

  #addDeclared(source: Source, node: Node): void {
    if (node.type === "TSTypeAliasDeclaration")
      this.addMembers(source, node.typeAnnotation as Node);
    else if (node.type === "TSInterfaceDeclaration") {
      this.#addOf(source, node.body.body as Node[]);
      for (const base of node.extends ?? [])
        this.addMembers(source, base as Node);
    } else if (node.type === "ClassDeclaration") {
      this.#addOf(source, node.body.body as Node[]);
      this.addBases(source, node);
    }
  }

  #addOf(source: Source, members: readonly Node[]): void {
    for (const member of members) {
      switch (member.type) {
        case "TSMethodSignature":
        case "TSDeclareMethod":
        case "ClassMethod":
          if (keyName(member) === this.#member) this.add(source, member);
          break;
        case "TSPropertySignature":
          if (keyName(member) === this.#member)
            this.addCallable(source, typeIn(member.typeAnnotation));
          break;
        case "ClassProperty": {
          if (keyName(member) !== this.#member) break;
          this.addCallable(source, typeIn(member.typeAnnotation));
          const value = member.value ? bare(member.value) : undefined;
          if (isFunction(value)) this.add(source, value);
          break;
        }
        default:
      }
    }
  }

  #declarations(
    source: Source,
    type: Node,
    purpose: string,
  ): PlacedDeclaration[] {
    const name = lastName(type);
    return name === undefined ? [] : this.#named(source, name, purpose);
  }

  /** Declarations of a type name: in the same file, else in the first candidate file that has one. */
  #named(source: Source, local: string, purpose: string): PlacedDeclaration[] {
    const name = importedName(source, local);
    const key = `${purpose} ${name}`;
    if (this.#visited.has(key)) return [];
    this.#visited.add(key);
    for (const file of new Set([source.file, ...this.#files])) {
      const text = this.#draft.host.readText(file);
      if (text === undefined || !text.includes(name)) continue;
      const candidate = this.#draft.sourceIfAny(file);
      const found = (candidate?.nodes ?? []).filter(
        (node): node is PlacedDeclaration["node"] =>
          (node.type === "TSInterfaceDeclaration" ||
            node.type === "TSTypeAliasDeclaration" ||
            node.type === "ClassDeclaration") &&
          node.id?.name === name,
      );
      if (candidate !== undefined && found.length > 0)
        return found.map((node) => ({ source: candidate, node }));
    }
    return [];
  }
}

interface PlacedDeclaration {
  readonly source: Source;
  readonly node: Node &
    (t.TSInterfaceDeclaration | t.TSTypeAliasDeclaration | t.ClassDeclaration);
}

function typeArguments(type: Node): Node[] {
  const { typeParameters, typeArguments: args } = type as {
    typeParameters?: { params: Node[] } | null;
    typeArguments?: { params: Node[] } | null;
  };
  return (typeParameters ?? args)?.params ?? [];
}

/** `Orders` of `Orders`, `store.Orders`, `Orders<T>`. */
function lastName(type: Node): string | undefined {
  const { typeName, expression } = type as {
    typeName?: t.Node;
    expression?: t.Node;
  };
  const name = typeName ?? expression;
  if (name?.type === "Identifier") return name.name;
  if (name?.type === "TSQualifiedName") return name.right.name;
  if (name && isMember(name)) return memberName(name);
  return undefined;
}

/** The exported name behind an imported one. */
function importedName(source: Source, local: string): string {
  for (const node of source.program.body) {
    if (node.type !== "ImportDeclaration") continue;
    for (const specifier of node.specifiers) {
      if (
        specifier.local.name !== local ||
        specifier.type !== "ImportSpecifier"
      )
        continue;
      return specifier.imported.type === "Identifier"
        ? specifier.imported.name
        : specifier.imported.value;
    }
  }
  return local;
}
