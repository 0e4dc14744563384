import type * as t from "@babel/types";
import { annotationOf, membersOf } from "./declaredTypes.ts";
import type { MessagePart } from "./carriedNames.ts";
import type { Draft } from "./draft.ts";
import type { Held } from "./held.ts";
import { appendItems } from "./listItems.ts";
import { objectList } from "./lists.ts";
import { keyName, type Node } from "./nodes.ts";
import { freeName } from "./names.ts";
import { missingContext, missingMessage } from "./missingParameter.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";
import { TypeDirectory } from "./typeDirectory.ts";

/** How the code at a place names the application properties of its message. */
export interface Access {
  /** The properties, to be followed by `?.name`; in TypeScript of a type that allows any name in brackets. */
  readonly properties: string;
  /** The variable or expression that holds the properties, for names that must not be hidden: `message`. */
  readonly root: string;
  /** What `tokenFrom` takes: `message`, `context.triggerMetadata`. */
  readonly carrier: string;
  /** For a batch in metadata: the text of the index. */
  readonly index: string | undefined;
  /** Set where `properties` is the body itself: in TypeScript a declared type may not know the name. */
  readonly body?: { readonly isAny: boolean };
  /** The way to the properties by names, e.g. `message.applicationProperties`; used to find variables that hold it. */
  readonly path: string;
}

/** Makes the properties reachable (adds a parameter, or a name to a pattern) and says how to write them. */
export function accessProperties(
  draft: Draft,
  held: Held,
  part: MessagePart = "properties",
): Access {
  switch (held.kind) {
    case "message":
      return part === "body"
        ? ofMessageBody(draft, held)
        : ofMessage(draft, held);
    case "metadata":
      return ofMetadata(draft, held);
    case "body":
      return ofBody(held);
  }
}

/** Case: message.body?.cosmosSessionToken, where the body has a type of its own: (message.body as …)?.… */
function ofMessageBody(draft: Draft, held: Held): Access {
  const { source, pattern, expression } = held;
  const type = pattern && annotationOf(pattern);
  const body = {
    isAny:
      type === undefined ||
      /^(?:\w+\.)?(?:ServiceBus(?:Received)?Message|any)$/.test(
        source.slice(type),
      ),
  };
  if (pattern?.type === "ObjectPattern") {
    const wishes = ["body", "messageBody"];
    const name = nameInPattern(
      draft,
      source,
      pattern,
      held.scope,
      "body",
      wishes,
    );
    return {
      properties: name,
      root: /^[\w$]+/.exec(name)?.[0] ?? name,
      carrier: name,
      index: undefined,
      body,
      path: name,
    };
  }
  const name =
    pattern?.type === "Identifier"
      ? pattern.name
      : (expression ?? missingMessage(draft, held));
  const mayBeAbsent = name.endsWith("]") || held.after !== undefined;
  return {
    properties: `${name}${mayBeAbsent ? "?." : "."}body`,
    root: /^[\w$]+/.exec(name)?.[0] ?? "",
    carrier: name,
    index: undefined,
    body,
    path: `${name}.body`,
  };
}

function ofBody({ source, pattern }: Held): Access {
  const name = pattern?.type === "Identifier" ? pattern.name : "";
  const type = pattern && annotationOf(pattern);
  return {
    properties: name,
    root: name,
    carrier: name,
    index: undefined,
    body: { isAny: type !== undefined && source.slice(type) === "any" },
    path: name,
  };
}

function ofMessage(draft: Draft, held: Held): Access {
  const { source, pattern, expression } = held;
  if (expression !== undefined) {
    const dot = expression.endsWith("]") ? "?." : ".";
    return {
      properties: `${expression}${dot}applicationProperties`,
      root: /^[\w$]+/.exec(expression)?.[0] ?? "",
      carrier: expression,
      index: undefined,
      path: `${expression}.applicationProperties`,
    };
  }
  if (pattern === undefined) return whole(missingMessage(draft, held), ".");
  if (pattern.type === "Identifier") {
    const mayBeAbsent = pattern.optional === true || held.after !== undefined;
    const access = whole(pattern.name, mayBeAbsent ? "?." : ".");
    if (!lacksProperties(draft, source, pattern)) return access;
    const type = "{ applicationProperties?: Record<string, unknown> }";
    return {
      ...access,
      properties: `(${pattern.name} as ${type}).applicationProperties`,
    };
  }
  if (pattern.type !== "ObjectPattern") {
    throw new Refusal(
      `The message in line ${source.line(pattern.start)} has no name. Give it one, then try again.`,
    );
  }
  const name = nameInPattern(
    draft,
    source,
    pattern,
    held.scope,
    "applicationProperties",
    ["applicationProperties", "messageProperties"],
  );
  return {
    properties: name,
    root: /^[\w$]+/.exec(name)?.[0] ?? name,
    carrier:
      name === "applicationProperties"
        ? "{ applicationProperties }"
        : name.includes(".")
          ? name.split(".")[0]!
          : `{ applicationProperties: ${name} }`,
    index: undefined,
    path: name,
  };
}

/** Case: handle(message: OrderMessage), with an interface of the code base that names only what it uses. */
function lacksProperties(draft: Draft, source: Source, pattern: Node): boolean {
  const type = annotationOf(pattern);
  if (!source.isTypeScript || type === undefined) return false;
  if (type.type === "TSUnknownKeyword") return true;
  if (type.type !== "TSTypeLiteral" && type.type !== "TSTypeReference") {
    return false;
  }
  const directory = new TypeDirectory(draft, []);
  const members = membersOf(directory, { source, node: type }, 0);
  const isOwn =
    type.type === "TSTypeLiteral" ||
    directory
      .typesOf(source, type)
      .some(
        ({ node }) =>
          (node.type === "TSInterfaceDeclaration" &&
            (node.extends ?? []).length === 0) ||
          (node.type === "TSTypeAliasDeclaration" &&
            node.typeAnnotation.type === "TSTypeLiteral"),
      );
  return (
    isOwn &&
    members.length > 0 &&
    !members.some(
      ({ node }) =>
        node.type === "TSIndexSignature" ||
        ("key" in node && keyName(node) === "applicationProperties"),
    )
  );
}

function whole(name: string, dot: string): Access {
  return {
    properties: `${name}${dot}applicationProperties`,
    root: name,
    carrier: name,
    index: undefined,
    path: `${name}.applicationProperties`,
  };
}

function ofMetadata(draft: Draft, held: Held): Access {
  const { source, pattern, property = "triggerMetadata", index } = held;
  let data: string;
  let root: string;
  if (pattern?.type === "ObjectPattern") {
    data = nameInPattern(draft, source, pattern, held.scope, property, [
      property,
      "messageMetadata",
    ]);
    root = data;
  } else {
    root =
      pattern?.type === "Identifier"
        ? pattern.name
        : missingContext(draft, held);
    data = `${root}.${property}`;
  }
  const dot = property === "triggerMetadata" ? "?." : "";
  const name =
    index === undefined
      ? "applicationProperties"
      : "applicationPropertiesArray";
  // `triggerMetadata` is typed as unknown values under any name, `bindingData` as any under any name (measured with
  // @azure/functions 4.16.5 and 3.5.1); brackets also please noPropertyAccessFromIndexSignature.
  const type =
    index === undefined
      ? "Record<string, unknown>"
      : "Record<string, unknown>[]";
  const inBrackets = `${data}${dot}[${source.quote(name)}]`;
  const properties = !source.isTypeScript
    ? `${data}${dot === "" ? "." : dot}${name}`
    : property === "triggerMetadata"
      ? `(${inBrackets} as ${type} | undefined)`
      : inBrackets;
  return {
    properties: index === undefined ? properties : `${properties}?.[${index}]`,
    root,
    carrier: data,
    index,
    path: index === undefined ? `${data}.${name}` : `${data}.${name}[${index}]`,
  };
}

/** The name that a property has in an object pattern, added where the pattern leaves it out. */
function nameInPattern(
  draft: Draft,
  source: Source,
  pattern: Node & t.ObjectPattern,
  scope: Node,
  property: string,
  wishes: readonly string[],
): string {
  for (const item of pattern.properties) {
    // Case: { body, ...message }
    if (item.type === "RestElement") {
      if (item.argument.type === "Identifier")
        return `${item.argument.name}.${property}`;
    } else if (keyName(item) === property) {
      const value = (
        item.value.type === "AssignmentPattern" ? item.value.left : item.value
      ) as Node;
      if (value.type === "Identifier") return value.name;
      throw new Refusal(
        `The pattern in line ${source.line(item.start!)} takes \`${property}\` apart. Give \`${property}\` a name, then try again.`,
      );
    }
  }
  return draft.once(`pattern ${source.file} ${pattern.start}`, () => {
    const name = freeName(source, wishes, scope);
    const text = name === property ? name : `${property}: ${name}`;
    appendItems(draft, source, objectList(pattern, source), [text], " ");
    widenType(draft, source, pattern, property);
    return name;
  });
}

// Case: ({ body }: { body: Order }) => …
function widenType(
  draft: Draft,
  source: Source,
  pattern: Node & t.ObjectPattern,
  property: string,
): void {
  const annotation = pattern.typeAnnotation;
  if (annotation?.type !== "TSTypeAnnotation") return;
  const type = annotation.typeAnnotation;
  if (
    type.type !== "TSTypeLiteral" ||
    type.members.some(
      (m) => m.type === "TSPropertySignature" && keyName(m) === property,
    )
  )
    return;
  const last = type.members.at(-1);
  const text = `${property}?: Record<string, unknown>`;
  if (last === undefined) {
    draft.insert(source, type.end! - 1, ` ${text} `);
  } else {
    const separator = /[;,]$/.test(source.slice(last)) ? " " : "; ";
    draft.insert(source, last.end!, separator + text);
  }
}
