import type * as t from "@babel/types";
import type { Draft } from "./draft.ts";
import { freeName, usesOf } from "./names.ts";
import { bare, calleeName, isCall, isMember, memberName } from "./nodes.ts";
import type { Node } from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/**
 * Protects a container that a pattern takes out of an answer: where it is handed on, if that is one place, else in
 * one more statement behind the pattern.
 *
 * @throws {Refusal} where no statement can stand behind the pattern.
 */
export function protectBehindPattern(
  draft: Draft,
  source: Source,
  property: Node & t.ObjectProperty,
  nameOfProtect: () => string,
): void {
  const target = property.value as Node;
  const outer = aroundPattern(source, property);
  if (outer?.type === "AssignmentExpression") {
    assignProtected(draft, source, property, outer, nameOfProtect);
    return;
  }
  if (target.type !== "Identifier") throw refusal(source, property);
  const uses = usesOf(source, target).filter((use) => handsOn(source, use));
  const [only, ...others] = uses.filter((use) => !isProtected(source, use));
  if (only === undefined && uses.length > 0) return;
  if (
    only !== undefined &&
    others.length === 0 &&
    source.functionAround(only) === source.functionAround(property) &&
    isGivenAway(source, only)
  ) {
    draft.insert(source, only.start, `${nameOfProtect()}(`);
    draft.insert(source, only.end, ")");
    return;
  }
  if (outer?.type !== "VariableDeclarator") throw refusal(source, property);
  declareProtected(draft, source, property, target, outer, nameOfProtect);
}

/** `const { container: created } = await …; const container = protect(created);` */
function declareProtected(
  draft: Draft,
  source: Source,
  property: Node & t.ObjectProperty,
  target: Node & t.Identifier,
  declarator: Node & t.VariableDeclarator,
  nameOfProtect: () => string,
): void {
  const declaration = source.parent(declarator);
  if (declaration?.type !== "VariableDeclaration")
    throw refusal(source, property);
  const outer = source.parent(declaration);
  const isExported = outer?.type === "ExportNamedDeclaration";
  const isAlone =
    declaration.declarations.length === 1 &&
    declarator.id.type === "ObjectPattern" &&
    declarator.id.properties.length === 1;
  // What else the statement exports would be lost.
  if (isExported ? !isAlone : !takesStatements(outer))
    throw refusal(source, property);
  const created = nameOfCreated(source, declaration, target);
  if (property.shorthand) draft.insert(source, property.end, `: ${created}`);
  else draft.replace(source, target.start, target.end, created);
  const value = `${target.name} = ${nameOfProtect()}(${created})`;
  if (declaration.declarations.length > 1) {
    draft.insert(source, declarator.end, `, ${value}`);
    return;
  }
  if (isExported) draft.replace(source, outer.start, declaration.start, "");
  addBehind(
    draft,
    source,
    isExported ? outer : declaration,
    `${isExported ? "export " : ""}${declaration.kind} ${value}`,
  );
}

/** Case: ({ container: this.orders } = await database.containers.createIfNotExists(…)); */
function assignProtected(
  draft: Draft,
  source: Source,
  property: Node & t.ObjectProperty,
  assignment: Node & t.AssignmentExpression,
  nameOfProtect: () => string,
): void {
  const target = property.value as Node;
  const statement = source.parent(assignment);
  const pattern = assignment.left as Node;
  if (
    statement?.type !== "ExpressionStatement" ||
    !takesStatements(source.parent(statement)) ||
    pattern.type !== "ObjectPattern" ||
    pattern.properties.length !== 1 ||
    !(target.type === "Identifier" || target.type === "MemberExpression")
  )
    throw refusal(source, property);
  const created = nameOfCreated(source, statement, target);
  draft.replace(source, statement.start, pattern.start, "const ");
  if (property.shorthand) draft.insert(source, property.end, `: ${created}`);
  else draft.replace(source, target.start, target.end, created);
  const close = source.tokenAfter(assignment.end);
  draft.replace(source, assignment.end, close.end, "");
  addBehind(
    draft,
    source,
    statement,
    `${source.slice(target)} = ${nameOfProtect()}(${created})`,
  );
}

/** `created`, or `createdOrders`: two containers that one function opens get two names, in two edits as well. */
function nameOfCreated(
  source: Source,
  statement: Node,
  target: Node & (t.Identifier | t.MemberExpression),
): string {
  const name = (
    target.type === "Identifier" ? target.name : (memberName(target) ?? "")
  ).replace(/^#/, "");
  const wish =
    name === "container" || !/^[\w$]+$/.test(name)
      ? "created"
      : `created${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return freeName(source, [wish], source.functionAround(statement));
}

function addBehind(
  draft: Draft,
  source: Source,
  statement: Node,
  text: string,
): void {
  const { eol, semicolon } = source.habits;
  const indent = source.indentAt(statement.start);
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(statement.end));
  draft.insert(
    source,
    statement.end + (comment?.[0].length ?? 0),
    `${eol}${indent}${text}${semicolon}`,
  );
}

/** The declarator, assignment or function that the pattern around a property belongs to. */
function aroundPattern(source: Source, property: Node): Node | undefined {
  for (const outer of source.ancestors(property))
    if (
      outer.type !== "ObjectPattern" &&
      outer.type !== "ArrayPattern" &&
      outer.type !== "ObjectProperty"
    )
      return outer;
  return undefined;
}

function takesStatements(node: Node | undefined): boolean {
  return (
    node?.type === "Program" ||
    node?.type === "BlockStatement" ||
    node?.type === "StaticBlock" ||
    node?.type === "TSModuleBlock" ||
    node?.type === "SwitchCase"
  );
}

/** Not where only its name is read (`container.id`), or whether it is there. */
function handsOn(source: Source, use: Node): boolean {
  const parent = source.parent(use);
  if (isMember(parent) && parent.object === use)
    return ["item", "items", "scripts"].includes(memberName(parent) ?? "item");
  return (
    parent?.type !== "UnaryExpression" &&
    parent?.type !== "BinaryExpression" &&
    parent?.type !== "IfStatement"
  );
}

function isProtected(source: Source, use: Node): boolean {
  const parent = source.parent(use);
  return isCall(parent) && calleeName(parent) === "protect";
}

/** Returned, assigned, or given to a call: there the whole container goes on. */
function isGivenAway(source: Source, use: Node): boolean {
  let value = use;
  let parent = source.parent(use);
  while (parent !== undefined && bare(parent) === use) {
    value = parent;
    parent = source.parent(parent);
  }
  switch (parent?.type) {
    case "ReturnStatement":
      return true;
    case "ArrowFunctionExpression":
      return parent.body === value;
    case "AssignmentExpression":
      return parent.right === value;
    case "VariableDeclarator":
      return parent.init === value && parent.id.type === "Identifier";
    case "ObjectProperty":
      return !parent.shorthand && parent.value === value;
    default:
      return isCall(parent) && parent.callee !== value;
  }
}

function refusal(source: Source, { start }: Node): Refusal {
  return new Refusal(
    `The container comes out of an answer in line ${source.line(start)} of \`${source.file}\`, where no statement can protect it. Put \`protect(…)\` around it there by hand.`,
  );
}
