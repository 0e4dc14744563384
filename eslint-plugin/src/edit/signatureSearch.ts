import type * as t from "@babel/types";
import { typeArguments, typeIn } from "./declaredTypes.ts";
import type { Signature } from "./lists.ts";
import { bare, isFunction, keyName, type Node } from "./nodes.ts";
import type { Source } from "./source.ts";
import type {
  Placed,
  TypeDeclaration,
  TypeDirectory,
} from "./typeDirectory.ts";

/** Collects the signatures that types declare for one member name, through references in the candidate files. */
export class SignatureSearch {
  readonly found: Placed<Signature>[] = [];
  readonly #directory: TypeDirectory;
  readonly #member: string;
  readonly #calls = new Set<Node>();
  readonly #members = new Set<Node>();

  constructor(directory: TypeDirectory, member: string) {
    this.#directory = directory;
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
      for (const declared of this.#fresh(
        this.#directory.typesOf(source, type),
        this.#calls,
      )) {
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
        // Case: Record<Kind, (job: Job) => Promise<void>>
        if (isRecord(type)) this.addCallable(source, typeArguments(type)[1]);
        for (const declared of this.#fresh(
          this.#directory.typesOf(source, type),
          this.#members,
        ))
          this.#addDeclared(declared.source, declared.node);
        return;
      }
      case "ClassDeclaration":
        this.#addDeclared(source, type);
        return;
      // Case: { [K in Kind]: (job: Job<K>) => Promise<void> }
      case "TSMappedType":
        this.addCallable(source, (type.typeAnnotation ?? undefined) as Node);
        return;
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
    for (const declared of this.#fresh(
      this.#directory.typesNamed(source, base.name),
      this.#members,
    ))
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

  /** Each declaration once: types may refer to themselves. */
  #fresh(
    declared: readonly Placed<TypeDeclaration>[],
    visited: Set<Node>,
  ): Placed<TypeDeclaration>[] {
    return declared.filter(({ node }) => {
      if (visited.has(node)) return false;
      visited.add(node);
      return true;
    });
  }
}

function isRecord(type: Node): boolean {
  return (
    type.type === "TSTypeReference" &&
    type.typeName.type === "Identifier" &&
    type.typeName.name === "Record"
  );
}
