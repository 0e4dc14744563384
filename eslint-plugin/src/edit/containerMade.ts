import type * as t from "@babel/types";
import { containerExpression } from "./containerExpression.ts";
import { takenOut } from "./takenOut.ts";
import type { Span } from "../analysis/ir.ts";
import type { Draft } from "./draft.ts";
import {
  bare,
  calleeName,
  isCall,
  isFunction,
  isMember,
  keyName,
  memberName,
  walk,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { declarationAt } from "./names.ts";
import type { Source } from "./source.ts";
import { TypeDirectory } from "./typeDirectory.ts";

/** Where a container is made: the expression that `protect` goes around. */
export interface ContainerMade {
  readonly source: Source;
  readonly expression: Node;
  readonly isProtected: boolean;
}

/** A container that a pattern takes out of an answer; it is protected behind the pattern. */
export interface ContainerInPattern {
  readonly source: Source;
  readonly property: Node & t.ObjectProperty;
}

/**
 * Finds where the container of a read is made: along variables, fields and functions that return it, else the only
 * call of `.container(…)` in the files of the finding that can be it (by the container's name, where that is a
 * constant).
 */
export function findContainerMade(
  draft: Draft,
  source: Source,
  call: CallNode,
  name: string | undefined,
  files: readonly string[],
): ContainerMade | undefined {
  const start = containerExpression(call);
  const trace = new Trace(draft, files);
  const traced = start === undefined ? [] : trace.follow(source, start);
  if (trace.isPartial) return undefined;
  return (
    only(traced, name) ?? only(allMade(draft, [source.file, ...files]), name)
  );
}

/** What stands at these places; nothing where one of them is not there. */
export function containersAt(
  draft: Draft,
  places: readonly { readonly file: string; readonly span: Span }[],
): (ContainerMade | ContainerInPattern)[] {
  const found = places.flatMap(
    ({ file, span }): (ContainerMade | ContainerInPattern)[] => {
      const source = draft.sourceIfAny(file);
      if (source === undefined) return [];
      const call = source.callAt(span);
      if (call?.start === span.start && makesContainer(call))
        return [made(source, call)];
      const node = takenOut(source, span);
      if (node === undefined) return [];
      return node.type === "ObjectProperty"
        ? [{ source, property: node }]
        : [made(source, node)];
    },
  );
  return found.length === places.length ? found : [];
}

/** The one that can have the name; `undefined` where there are several. */
function only(
  made: readonly ContainerMade[],
  name: string | undefined,
): ContainerMade | undefined {
  const fitting = made.filter(({ source, expression }) => {
    const given = nameOf(source, expression);
    return name === undefined || given === undefined || given === name;
  });
  const exact = fitting.filter(
    ({ source, expression }) =>
      name !== undefined && nameOf(source, expression) === name,
  );
  const chosen = exact.length > 0 ? exact : fitting;
  return new Set(chosen.map(({ expression }) => expression)).size === 1
    ? chosen[0]
    : undefined;
}

function allMade(draft: Draft, files: readonly string[]): ContainerMade[] {
  return [...new Set(files)].flatMap((file) => {
    if (draft.host.readText(file)?.includes(".container(") !== true) return [];
    const source = draft.sourceIfAny(file);
    return (source?.nodes ?? []).flatMap((node) =>
      source !== undefined && makesContainer(node) ? [made(source, node)] : [],
    );
  });
}

/** `database.container("orders")`; reads of its metadata need no protection. */
function makesContainer(node: Node): boolean {
  return (
    node.type === "CallExpression" &&
    calleeName(node) === "container" &&
    isMember(node.callee) &&
    node.arguments.length === 1
  );
}

function made(source: Source, expression: Node): ContainerMade {
  const parent = source.parent(expression);
  return {
    source,
    expression,
    isProtected: isCall(parent) && calleeName(parent) === "protect",
  };
}

function nameOf(source: Source, expression: Node): string | undefined {
  const [argument] = isCall(expression) ? expression.arguments : [];
  return argument === undefined
    ? undefined
    : constantText(source, bare(argument), 0);
}

function constantText(
  source: Source,
  value: Node,
  depth: number,
): string | undefined {
  if (value.type === "StringLiteral") return value.value;
  if (value.type !== "Identifier" || depth > 4) return undefined;
  const declaration = declarationAt(source, value.name, value);
  const declarator = declaration && source.parent(declaration);
  return declarator?.type === "VariableDeclarator" && declarator.init
    ? constantText(source, bare(declarator.init), depth + 1)
    : undefined;
}

/** Follows a value back to the calls that may have made it. */
class Trace {
  readonly #directory: TypeDirectory;
  readonly #seen = new Set<t.Node>();
  /** Some of the containers come out of the answer of `createIfNotExists`, where no call can be protected. */
  isPartial = false;

  constructor(draft: Draft, files: readonly string[]) {
    this.#directory = new TypeDirectory(draft, files);
  }

  follow(source: Source, node: t.Node): ContainerMade[] {
    if (this.#seen.has(node)) return [];
    this.#seen.add(node);
    const value = bare(node);
    switch (value.type) {
      case "AwaitExpression":
        return this.follow(source, value.argument);
      case "AssignmentExpression":
        return this.follow(source, value.right);
      case "LogicalExpression":
        return [
          ...this.follow(source, value.left),
          ...this.follow(source, value.right),
        ];
      case "ConditionalExpression":
        return [
          ...this.follow(source, value.consequent),
          ...this.follow(source, value.alternate),
        ];
      case "Identifier":
        return this.#ofVariable(source, value);
      case "MemberExpression":
      case "OptionalMemberExpression":
        return this.#ofField(source, value);
      case "CallExpression":
      case "OptionalCallExpression":
        return this.#ofCall(source, value);
      default:
        return [];
    }
  }

  #ofCall(source: Source, call: CallNode): ContainerMade[] {
    if (makesContainer(call)) return [made(source, call)];
    const [first] = call.arguments;
    if (calleeName(call) === "protect" && first !== undefined)
      return this.follow(source, first);
    const callee = bare(call.callee);
    if (callee.type === "Identifier") {
      return this.#directory
        .valuesNamed(source, callee.name)
        .flatMap(({ source: other, node }) => {
          const fn =
            node.type === "VariableDeclarator"
              ? node.init && bare(node.init)
              : node;
          return isFunction(fn ?? undefined)
            ? this.#returns(other, fn as Node)
            : [];
        });
    }
    if (!isMember(callee)) return [];
    const name = memberName(callee);
    return membersAround(source, callee).flatMap((member) =>
      name === keyName(member) ? this.#returns(source, member) : [],
    );
  }

  #ofVariable(source: Source, variable: Node & t.Identifier): ContainerMade[] {
    const declaration = declarationAt(source, variable.name, variable);
    if (declaration === undefined) return [];
    const parent = source.parent(declaration);
    if (parent?.type.startsWith("Import")) {
      return this.#directory
        .valuesNamed(source, variable.name)
        .flatMap(({ source: other, node }) =>
          node.type === "VariableDeclarator"
            ? this.#ofVariable(other, node.id as Node & t.Identifier)
            : [],
        );
    }
    // Case: const { container: created } = await database.containers.createIfNotExists(…)
    if (parent?.type === "ObjectProperty" && keyName(parent) === "container")
      this.isPartial = true;
    const init =
      parent?.type === "VariableDeclarator" &&
      parent.id === (declaration as t.Node)
        ? parent.init
        : undefined;
    const assigned = source.nodes.flatMap((node) =>
      node.type === "AssignmentExpression" &&
      node.left.type === "Identifier" &&
      node.left.name === variable.name &&
      declarationAt(source, variable.name, node) === declaration
        ? [node.right]
        : [],
    );
    return [...(init ? [init] : []), ...assigned].flatMap((value) =>
      this.follow(source, value),
    );
  }

  #ofField(
    source: Source,
    member: Node & (t.MemberExpression | t.OptionalMemberExpression),
  ): ContainerMade[] {
    const name = memberName(member);
    if (bare(member.object).type !== "ThisExpression" || name === undefined)
      return [];
    const values = membersAround(source, member).flatMap((field) => {
      if (keyName(field) !== name) return [];
      return field.type === "ClassMethod"
        ? []
        : ((field as { value?: t.Node | null }).value ?? []);
    });
    const assigned = source.nodes.flatMap((node) =>
      node.type === "AssignmentExpression" &&
      isMember(node.left) &&
      bare(node.left.object).type === "ThisExpression" &&
      memberName(node.left) === name
        ? [node.right]
        : [],
    );
    const getters = membersAround(source, member).filter(
      (one) =>
        one.type === "ClassMethod" &&
        one.kind === "get" &&
        keyName(one) === name,
    );
    return [
      ...[...values, ...assigned].flatMap((value) =>
        this.follow(source, value),
      ),
      ...getters.flatMap((getter) => this.#returns(source, getter)),
    ];
  }

  #returns(source: Source, fn: Node): ContainerMade[] {
    const inner = fn.type === "ClassProperty" && fn.value ? bare(fn.value) : fn;
    if (!isFunction(inner)) return [];
    if (inner.body.type !== "BlockStatement")
      return this.follow(source, inner.body);
    const found: ContainerMade[] = [];
    walk(inner.body, (node) => {
      if (isFunction(node)) return false;
      if (node.type === "ReturnStatement" && node.argument)
        found.push(...this.follow(source, node.argument));
      return true;
    });
    return found;
  }
}

type Member = Node & { key: t.Node; computed?: boolean };

/** The members of the class around a use. */
function membersAround(source: Source, use: Node): Member[] {
  for (const outer of source.ancestors(use)) {
    if (outer.type === "ClassBody")
      return outer.body.filter(
        (member) => "key" in member,
      ) as unknown as Member[];
  }
  return [];
}
