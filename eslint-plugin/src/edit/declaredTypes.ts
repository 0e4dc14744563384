import type * as t from "@babel/types";
import {
  bare,
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import type { Source } from "./source.ts";
import type { Placed, TypeDirectory } from "./typeDirectory.ts";

const deepest = 8;

/**
 * The types that the code declares for an expression, as far as it writes them down: annotations of variables,
 * parameters and fields, results of functions, classes of `new`. Empty where the type is only inferred.
 */
export function declaredTypes(
  directory: TypeDirectory,
  source: Source,
  expression: t.Node,
  depth = 0,
): Placed<Node>[] {
  if (depth > deepest) return [];
  const again = (next: t.Node): Placed<Node>[] =>
    declaredTypes(directory, source, next, depth + 1);
  switch (expression.type) {
    case "TSAsExpression":
    case "TSTypeAssertion":
      return [{ source, node: expression.typeAnnotation as Node }];
    case "AwaitExpression":
      return again(expression.argument);
    case "Identifier":
      return typesOfName(
        directory,
        source,
        expression as Node & t.Identifier,
        depth,
      );
    case "ConditionalExpression":
      return [...again(expression.consequent), ...again(expression.alternate)];
    case "LogicalExpression":
      return [...again(expression.left), ...again(expression.right)];
    default:
  }
  const value = bare(expression);
  if (value !== expression) return again(value);
  if (value.type === "NewExpression") {
    const { callee } = value;
    return callee.type === "Identifier"
      ? directory.typesNamed(source, callee.name)
      : [];
  }
  if (isCall(value))
    return typesOfCall(directory, source, value.callee as Node, depth);
  if (!isMember(value)) return [];
  const name = memberName(value);
  if (name === undefined) return [];
  if (bare(value.object).type === "ThisExpression")
    return typesOfField(directory, source, value, name, depth);
  return again(value.object).flatMap((object) =>
    typesOfMember(directory, object, name, depth + 1),
  );
}

function typesOfName(
  directory: TypeDirectory,
  source: Source,
  name: Node & t.Identifier,
  depth: number,
): Placed<Node>[] {
  const declaration = declarationAt(source, name.name, name);
  if (declaration === undefined) return [];
  const annotated = annotationOf(declaration);
  if (annotated !== undefined) return [{ source, node: annotated }];
  const parent = source.parent(declaration);
  if (parent?.type === "VariableDeclarator" && parent.init) {
    return declaredTypes(directory, source, parent.init, depth + 1);
  }
  if (parent?.type.startsWith("Import")) {
    return directory
      .valuesNamed(source, name.name)
      .flatMap(({ source: other, node }) => {
        if (node.type !== "VariableDeclarator") return [];
        const type = annotationOf(node.id as Node);
        if (type !== undefined) return [{ source: other, node: type }];
        return node.init
          ? declaredTypes(directory, other, node.init, depth + 1)
          : [];
      });
  }
  // Case: async ({ store }: Deps) => store.load(id)
  const pattern =
    parent?.type === "ObjectProperty" ? source.parent(parent) : undefined;
  if (parent?.type !== "ObjectProperty" || pattern?.type !== "ObjectPattern")
    return [];
  const key = keyName(parent);
  const declarator = source.parent(pattern);
  const whole = annotationOf(pattern);
  const objects =
    whole !== undefined
      ? [{ source, node: whole }]
      : declarator?.type === "VariableDeclarator" && declarator.init
        ? declaredTypes(directory, source, declarator.init, depth + 1)
        : [];
  return key === undefined
    ? []
    : objects.flatMap((object) =>
        typesOfMember(directory, object, key, depth + 1),
      );
}

function typesOfCall(
  directory: TypeDirectory,
  source: Source,
  callee: Node,
  depth: number,
): Placed<Node>[] {
  const value = bare(callee);
  if (value.type === "Identifier") {
    return directory
      .valuesNamed(source, value.name)
      .flatMap(({ source: other, node }) => {
        const fn = node.type === "VariableDeclarator" ? node.init : node;
        const type = fn ? returnTypeOf(fn as Node) : undefined;
        return type === undefined ? [] : [{ source: other, node: type }];
      });
  }
  if (!isMember(value)) return [];
  const name = memberName(value);
  if (name === undefined) return [];
  const isOwn = bare(value.object).type === "ThisExpression";
  const owners = isOwn
    ? ownClass(source, value)
    : declaredTypes(directory, source, value.object, depth + 1);
  return owners.flatMap((owner) =>
    membersOf(directory, owner, depth + 1)
      .filter(({ node }) => "key" in node && keyName(node) === name)
      .flatMap(({ source: other, node }) => {
        const type = returnTypeOf(node);
        return type === undefined ? [] : [{ source: other, node: type }];
      }),
  );
}

function typesOfField(
  directory: TypeDirectory,
  source: Source,
  use: Node,
  name: string,
  depth: number,
): Placed<Node>[] {
  return ownClass(source, use).flatMap((owner) =>
    typesOfMember(directory, owner, name, depth + 1),
  );
}

function ownClass(source: Source, use: Node): Placed<Node>[] {
  for (const outer of source.ancestors(use)) {
    if (outer.type === "ClassDeclaration" || outer.type === "ClassExpression")
      return [{ source, node: outer }];
  }
  return [];
}

function typesOfMember(
  directory: TypeDirectory,
  object: Placed<Node>,
  name: string,
  depth: number,
): Placed<Node>[] {
  return membersOf(directory, object, depth).flatMap(({ source, node }) => {
    if (node.type === "TSParameterProperty") {
      const inner = (
        node.parameter.type === "AssignmentPattern"
          ? node.parameter.left
          : node.parameter
      ) as Node;
      const type = annotationOf(inner);
      return inner.type === "Identifier" &&
        inner.name === name &&
        type !== undefined
        ? [{ source, node: type }]
        : [];
    }
    if (!("key" in node) || keyName(node) !== name) return [];
    const type = annotationOf(node);
    if (type !== undefined) return [{ source, node: type }];
    const { value } = node as { value?: t.Node | null };
    return value && depth < deepest
      ? declaredTypes(directory, source, value, depth + 1)
      : [];
  });
}

/** The members that a type or class declares, with those of its bases and of constructor parameters that are fields. */
export function membersOf(
  directory: TypeDirectory,
  { source, node }: Placed<Node>,
  depth: number,
): Placed<Node>[] {
  if (depth > deepest) return [];
  const through = (type: t.Node) =>
    membersOf(directory, { source, node: type as Node }, depth + 1);
  const place = (members: readonly t.Node[]) =>
    members.map((member) => ({ source, node: member as Node }));
  switch (node.type) {
    case "TSTypeLiteral":
      return place(node.members);
    case "TSInterfaceDeclaration":
      return [
        ...place(node.body.body),
        ...(node.extends ?? []).flatMap(through),
      ];
    case "TSTypeAliasDeclaration":
    case "TSParenthesizedType":
      return through(node.typeAnnotation);
    case "TSIntersectionType":
    case "TSUnionType":
      return node.types.flatMap(through);
    case "ClassDeclaration":
    case "ClassExpression": {
      const parameters = node.body.body.flatMap((member) =>
        member.type === "ClassMethod" && member.kind === "constructor"
          ? member.params.filter(({ type }) => type === "TSParameterProperty")
          : [],
      );
      const bases =
        node.superClass?.type === "Identifier"
          ? directory.typesNamed(source, node.superClass.name)
          : [];
      return [
        ...place([...node.body.body, ...parameters]),
        ...bases.flatMap((base) => membersOf(directory, base, depth + 1)),
      ];
    }
    case "TSTypeReference":
    case "TSExpressionWithTypeArguments":
      return [
        ...directory
          .typesOf(source, node)
          .flatMap((declared) => membersOf(directory, declared, depth + 1)),
        // Case: Promise<Store>, Readonly<Store>
        ...typeArguments(node).flatMap(through),
      ];
    default:
      return [];
  }
}

export function typeArguments(type: Node): Node[] {
  const { typeParameters, typeArguments: given } = type as {
    typeParameters?: { params: Node[] } | null;
    typeArguments?: { params: Node[] } | null;
  };
  return (typeParameters ?? given)?.params ?? [];
}

export function annotationOf(node: Node): Node | undefined {
  const { typeAnnotation } = node as { typeAnnotation?: t.Node | null };
  return typeIn(typeAnnotation);
}

export function typeIn(
  annotation: t.Node | null | undefined,
): Node | undefined {
  return annotation?.type === "TSTypeAnnotation"
    ? (annotation.typeAnnotation as Node)
    : undefined;
}

function returnTypeOf(node: Node): Node | undefined {
  if (node.type === "TSMethodSignature") return typeIn(node.typeAnnotation);
  if (node.type === "TSPropertySignature" || node.type === "ClassProperty") {
    const type = annotationOf(node);
    if (type?.type === "TSFunctionType") return typeIn(type.typeAnnotation);
    const { value } = node as { value?: t.Node | null };
    return value && isFunction(bare(value))
      ? returnTypeOf(bare(value))
      : undefined;
  }
  return typeIn((node as { returnType?: t.Node | null }).returnType);
}
