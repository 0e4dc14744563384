import type * as t from "@babel/types";
import type { Draft } from "./draft.ts";
import { appendItems } from "./listItems.ts";
import { objectList } from "./lists.ts";
import { bare, isCall, keyName, type Node } from "./nodes.ts";
import { freeName } from "./names.ts";
import type { Source } from "./source.ts";

interface Wanted {
  readonly imported: string;
  readonly local: string;
  readonly typeOnly: boolean;
}

/**
 * The local name of an export of a package: that of an import that is there already, else of one that
 * `flushImports` will add.
 */
export function importName(
  draft: Draft,
  source: Source,
  module: string,
  imported: string,
  options: { readonly typeOnly?: boolean; readonly else?: string } = {},
): string {
  const typeOnly = options.typeOnly ?? false;
  const existing = existingName(source, module, imported, typeOnly);
  if (existing !== undefined) return existing;
  const wanted = wantedImports(draft, source, module);
  const known = wanted.find((w) => w.imported === imported);
  if (known !== undefined) return known.local;
  const local = freeName(
    source,
    [imported, options.else ?? `${imported}OfMessage`],
    source.program,
  );
  wanted.push({ imported, local, typeOnly });
  return local;
}

interface Request {
  readonly source: Source;
  readonly module: string;
  readonly wanted: Wanted[];
}

function requests(draft: Draft): Request[] {
  return draft.once<Request[]>("imports", () => []);
}

function wantedImports(draft: Draft, source: Source, module: string): Wanted[] {
  return draft.once(`imports ${source.file} ${module}`, () => {
    const wanted: Wanted[] = [];
    requests(draft).push({ source, module, wanted });
    return wanted;
  });
}

/** Writes the imports that were asked for: into an import of the same package, else behind the last one. */
export function flushImports(draft: Draft): void {
  for (const { source, module, wanted } of requests(draft)) {
    wanted.sort((a, b) => (a.imported < b.imported ? -1 : 1));
    for (const typeOnly of [false, true]) {
      const names = wanted.filter((w) => w.typeOnly === typeOnly);
      if (names.length > 0) addNames(draft, source, module, names, typeOnly);
    }
  }
}

function addNames(
  draft: Draft,
  source: Source,
  module: string,
  names: readonly Wanted[],
  typeOnly: boolean,
): void {
  if (isEsm(source)) {
    const texts = names.map(({ imported, local }) =>
      imported === local ? imported : `${imported} as ${local}`,
    );
    const declaration = importsOf(source).find(
      (node) =>
        node.source.value === module &&
        (node.importKind === "type") === typeOnly &&
        node.specifiers.some(({ type }) => type === "ImportSpecifier") &&
        !node.specifiers.some(
          ({ type }) => type === "ImportNamespaceSpecifier",
        ),
    );
    if (declaration !== undefined)
      appendItems(
        draft,
        source,
        specifierList(source, declaration),
        texts,
        " ",
      );
    else
      addLine(
        draft,
        source,
        `import ${typeOnly ? "type " : ""}{ ${texts.join(", ")} } from ${quoteModule(source, module)}`,
      );
    return;
  }
  const texts = names.map(({ imported, local }) =>
    imported === local ? imported : `${imported}: ${local}`,
  );
  const pattern = requiresOf(source).find(
    ({ id, module: m }) => m === module && id.type === "ObjectPattern",
  )?.id;
  if (pattern?.type === "ObjectPattern")
    appendItems(draft, source, objectList(pattern, source), texts, " ");
  else
    addLine(
      draft,
      source,
      `const { ${texts.join(", ")} } = require(${quoteModule(source, module)})`,
    );
}

/** In the quotes of the last module named before it, which may not be those of the file's other texts. */
function quoteModule(source: Source, module: string): string {
  const last = source.nodes.findLast(
    (node) =>
      node.type === "StringLiteral" && namesModule(source.parent(node), node),
  );
  return source.quote(module, last && source.text[last.start]);
}

function namesModule(parent: Node | undefined, literal: Node): boolean {
  if (parent === undefined) return false;
  if (parent.type === "ImportDeclaration") return parent.source === literal;
  return requiredModule(parent) !== undefined;
}

function isEsm(source: Source): boolean {
  if (/\.(?:mjs|mts)$/i.test(source.file)) return true;
  if (/\.cjs$/i.test(source.file)) return false;
  const body = source.program.body;
  const hasModuleSyntax = body.some(
    ({ type }) =>
      type === "ImportDeclaration" ||
      type.startsWith("Export") ||
      type === "TSImportEqualsDeclaration" ||
      type === "TSExportAssignment",
  );
  return hasModuleSyntax || source.isTypeScript;
}

type ImportNode = t.ImportDeclaration & Node;

function importsOf(source: Source): ImportNode[] {
  return source.program.body.filter(
    (node): node is ImportNode => node.type === "ImportDeclaration",
  );
}

/** `const x = require("m")` at the top level. */
function requiresOf(
  source: Source,
): { id: Node; module: string; statement: Node }[] {
  const found: { id: Node; module: string; statement: Node }[] = [];
  for (const statement of source.program.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const { id, init } of statement.declarations) {
      const module = init ? requiredModule(bare(init)) : undefined;
      if (module !== undefined)
        found.push({ id: id as Node, module, statement: statement as Node });
    }
  }
  return found;
}

function requiredModule(node: Node): string | undefined {
  if (node.type === "MemberExpression")
    return requiredModule(node.object as Node);
  if (
    !isCall(node) ||
    node.callee.type !== "Identifier" ||
    node.callee.name !== "require"
  )
    return undefined;
  const [argument] = node.arguments;
  return argument?.type === "StringLiteral" ? argument.value : undefined;
}

export function existingName(
  source: Source,
  module: string,
  imported: string,
  typeOnly = false,
): string | undefined {
  for (const node of importsOf(source)) {
    if (
      node.source.value !== module ||
      (node.importKind === "type" && !typeOnly)
    )
      continue;
    for (const specifier of node.specifiers) {
      if (specifier.type === "ImportNamespaceSpecifier")
        return `${specifier.local.name}.${imported}`;
      if (
        specifier.type === "ImportSpecifier" &&
        (specifier.importKind !== "type" || typeOnly) &&
        (specifier.imported.type === "Identifier"
          ? specifier.imported.name
          : specifier.imported.value) === imported
      ) {
        return specifier.local.name;
      }
    }
  }
  for (const { id, module: required } of requiresOf(source)) {
    if (required !== module) continue;
    if (id.type === "Identifier") return `${id.name}.${imported}`;
    if (id.type !== "ObjectPattern") continue;
    for (const property of id.properties) {
      if (
        property.type === "ObjectProperty" &&
        keyName(property) === imported &&
        property.value.type === "Identifier"
      ) {
        return property.value.name;
      }
    }
  }
  return undefined;
}

function specifierList(source: Source, node: ImportNode) {
  const items = node.specifiers.filter(
    ({ type }) => type === "ImportSpecifier",
  ) as Node[];
  const open = source.tokenBefore(items[0]!.start);
  let close = source.tokenAfter(items.at(-1)!.end);
  while (source.tokenText(close) !== "}") close = source.tokenAfter(close.end);
  return { items, open: open.end, close: close.start };
}

function addLine(draft: Draft, source: Source, text: string): void {
  const { eol, semicolon } = source.habits;
  const imports = isEsm(source)
    ? source.program.body.filter(
        ({ type }) =>
          type === "ImportDeclaration" || type === "TSImportEqualsDeclaration",
      )
    : requiresOf(source).map(({ statement }) => statement);
  const last = imports.at(-1);
  if (last !== undefined) {
    const end = lineEnd(source, last.end!);
    draft.insert(source, end, `${eol}${text}${semicolon}`);
    return;
  }
  const first = source.program.body[0];
  const start = first?.start ?? source.text.length;
  draft.insert(source, start, `${text}${semicolon}${eol}${eol}`);
}

/** Behind a comment on the rest of the line. */
function lineEnd(source: Source, offset: number): number {
  return (
    offset +
    (/^[ \t]*(?:\/\/[^\r\n]*)?/.exec(source.text.slice(offset))?.[0].trimEnd()
      .length ?? 0)
  );
}
