import type * as t from "@babel/types";
import type { Draft } from "./draft.ts";
import { isMember, memberName, type Node } from "./nodes.ts";
import { filesOfName } from "./relatedFiles.ts";
import type { Source } from "./source.ts";

export interface Placed<T> {
  readonly source: Source;
  readonly node: T;
}

export type TypeDeclaration = Node &
  (t.TSInterfaceDeclaration | t.TSTypeAliasDeclaration | t.ClassDeclaration);
export type ValueDeclaration = Node &
  (t.FunctionDeclaration | t.TSDeclareFunction | t.VariableDeclarator);

/**
 * Finds what a name declares: in its own file, else in the files that its import leads to, else in the files that
 * the finding names (an import by a path alias leads nowhere here).
 */
export class TypeDirectory {
  readonly #draft: Draft;
  readonly #files: readonly string[];

  constructor(draft: Draft, files: readonly string[]) {
    this.#draft = draft;
    this.#files = [...new Set(files)];
  }

  /** Declarations of the name in a type reference, a heritage clause or an expression. */
  typesOf(source: Source, reference: Node): Placed<TypeDeclaration>[] {
    const name = lastName(reference);
    return name === undefined ? [] : this.typesNamed(source, name);
  }

  typesNamed(source: Source, name: string): Placed<TypeDeclaration>[] {
    return this.#find(
      source,
      name,
      (node): node is TypeDeclaration =>
        node.type === "TSInterfaceDeclaration" ||
        node.type === "TSTypeAliasDeclaration" ||
        node.type === "ClassDeclaration",
    );
  }

  valuesNamed(source: Source, name: string): Placed<ValueDeclaration>[] {
    return this.#find(
      source,
      name,
      (node): node is ValueDeclaration =>
        node.type === "FunctionDeclaration" ||
        node.type === "TSDeclareFunction" ||
        node.type === "VariableDeclarator",
    );
  }

  #find<T extends Node>(
    source: Source,
    local: string,
    isWanted: (node: Node) => node is T,
  ): Placed<T>[] {
    const name = importedName(source, local);
    const open = (file: string) => this.#draft.sourceIfAny(file);
    const imported = filesOfName(this.#draft.host, source, local, open);
    for (const file of new Set([source.file, ...imported, ...this.#files])) {
      const text = this.#draft.host.readText(file);
      if (text === undefined || !text.includes(name)) continue;
      const candidate = open(file);
      const found = (candidate?.nodes ?? []).filter(
        (node): node is T => isWanted(node) && declaredName(node) === name,
      );
      if (candidate !== undefined && found.length > 0) {
        return found.map((node) => ({ source: candidate, node }));
      }
    }
    return [];
  }
}

function declaredName(node: Node): string | undefined {
  const { id } = node as { id?: t.Node | null };
  return id?.type === "Identifier" ? id.name : undefined;
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
  return name && isMember(name) ? memberName(name) : undefined;
}

/** The exported name behind an imported one. */
function importedName(source: Source, local: string): string {
  for (const node of source.program.body) {
    if (node.type !== "ImportDeclaration") continue;
    for (const specifier of node.specifiers) {
      if (
        specifier.local.name !== local ||
        specifier.type !== "ImportSpecifier"
      ) {
        continue;
      }
      const { imported } = specifier;
      return imported.type === "Identifier" ? imported.name : imported.value;
    }
  }
  return local;
}
