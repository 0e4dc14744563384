import { functionName, holderOf } from "./functionName.ts";
import type { Draft } from "./draft.ts";
import type { Signature } from "./lists.ts";
import {
  bare,
  isFunction,
  isMember,
  keyName,
  type CallNode,
  type FunctionNode,
  type Node,
} from "./nodes.ts";
import { declaredTypes, typeIn } from "./declaredTypes.ts";
import { SignatureSearch } from "./signatureSearch.ts";
import type { Source } from "./source.ts";
import { TypeDirectory, type Placed } from "./typeDirectory.ts";

/** Files in which declarations and other uses are looked for: those that the finding depends on. */
export interface Candidates {
  readonly files: readonly string[];
  /** Names of functions whose result calls the function that they get with exactly the arguments of its callers. */
  readonly forwarders?: ReadonlySet<string>;
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
): Placed<Signature>[] {
  const { source, fn } = target;
  const name = functionName(source, fn);
  if (name === undefined) return [];
  const directory = new TypeDirectory(draft, [
    source.file,
    call.source.file,
    ...candidates.files,
  ]);
  const search = new SignatureSearch(directory, name);
  addOverloads(source, fn, name, search);
  addHolderTypes(source, fn, search);
  addReceiverType(call.source, call.node, search, directory);
  return search.found.filter(({ node }) => node !== (fn as Node));
}

function addOverloads(
  source: Source,
  fn: FunctionNode,
  name: string,
  search: SignatureSearch,
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
  search: SignatureSearch,
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
  search: SignatureSearch,
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
  search: SignatureSearch,
  directory: TypeDirectory,
): void {
  const callee = bare(call.callee);
  if (callee.type === "Identifier") {
    for (const type of declaredTypes(directory, source, callee))
      search.addCallable(type.source, type.node);
  } else if (isMember(callee)) {
    for (const type of declaredTypes(directory, source, callee.object))
      search.addMembers(type.source, type.node);
  }
}
