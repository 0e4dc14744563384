/** Calls on SDK objects: what they make, read, write, send and hand out. */
import { READ_OPERATION } from "../../../sdk/cosmos.ts";
import type { CallRow, SdkMember } from "../../../sdk/types.ts";
import type { CallExpr, Expr } from "../../ir.ts";
import {
  NOTHING,
  UNDEFINED,
  UNSEEN,
  of,
  keyOf,
  stringOf,
  type SdkAtom,
  type SdkOrigin,
  type ShapeAtom,
  type Value,
} from "../../values/index.ts";
import { elementsOf, messageValue } from "../content.ts";
import { levelIn } from "../packages/externals.ts";
import {
  argAt,
  hopAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { register } from "./register.ts";
import { noteLostTokens } from "./lostTokens.ts";
import { readToken } from "./token.ts";
import { callUnseen } from "../packages/unseen.ts";

export function callSdk(
  m: Machine,
  frame: Frame,
  atom: SdkAtom | ShapeAtom,
  method: string,
  args: Args,
  site: CallSite,
): Value {
  const row = m.sdkRow(atom.type, method);
  if (!row || !site.call) return UNSEEN;
  switch (row.is) {
    case "factory":
      return of(
        m.sdk(row.type, madeBy(frame, atom, row, method, args, site.call)),
      );
    case "read":
    case "write":
      return callOnItems(m, frame, atom, row, args, site, site.call);
    case "register":
      register(m, frame, row.handler, args, site.call, atom.origin.entity);
      return UNSEEN;
    case "receive":
      return receive(frame, row, atom.origin, site, site.call);
    case "send":
      frame.events.add({
        kind: "send",
        file: frame.file,
        call: site.call,
        name: row.name,
        entity: atom.origin.entity,
        message: argAt(args, row.message) ?? UNDEFINED,
        path: { hop: hopAt(frame, site), next: undefined },
      });
      return UNSEEN;
    case "property":
    case "other":
      return callUnseen(m, frame, undefined, method, args, site);
  }
}

function madeBy(
  frame: Frame,
  atom: SdkAtom | ShapeAtom,
  row: Extract<SdkMember, { is: "factory" }>,
  method: string,
  args: Args,
  call: CallExpr,
): SdkOrigin {
  const { origin } = atom;
  if (atom.type === "QueryIterator" && origin.answer)
    return {
      ...origin,
      answer: {
        ...origin.answer,
        tokenIn:
          method === "fetchAll" || origin.answer.isOrderBy ? "none" : "headers",
      },
    };
  if (row.names === undefined) return origin;
  const name = argAt(args, 0);
  const text = name && nameIn(name);
  switch (row.names) {
    case "database":
      return { ...origin, database: text };
    case "entity":
      return { ...origin, entity: text };
    case "container": {
      const where = `${origin.client ?? ""}/${origin.database ?? ""}`;
      // Without a constant name, one place of construction with one name out of reach of callers is one container.
      const place =
        text === undefined ? fixedPlace(frame, name, args.exprs[0]) : undefined;
      const key =
        text !== undefined ? `${where}/${text}` : place && `${where}@${place}`;
      // An answer of `create` holds its container in a property: it is made where it is taken out (`members.ts`).
      const made =
        row.type === "Container"
          ? `${frame.file.path}:${call.start}:${call.end}`
          : undefined;
      return { ...origin, container: text, containerKey: key, made };
    }
  }
}

/** A name as a string, or as the `id` of a definition. */
function nameIn(value: Value): string | undefined {
  const text = stringOf(value);
  if (text !== undefined) return text;
  const atom = value.atoms.length === 1 ? value.atoms[0] : undefined;
  return atom?.t === "object"
    ? stringOf(atom.obj.fields.get("id") ?? NOTHING)
    : undefined;
}

/**
 * Where a name that is no constant always comes from: a field of one instance, a variable of a module or of the
 * environment. What comes through a parameter may be another name each time.
 */
function fixedPlace(
  frame: Frame,
  name: Value | undefined,
  expr: Expr | undefined,
): string | undefined {
  if (!name || !expr || name.labels.length > 0) return undefined;
  let path = "";
  let at = expr;
  for (; at.k === "member" && at.name !== undefined; at = at.object)
    path = `.${at.name}${path}`;
  if (at.k === "this" && path !== "") return `${keyOf(frame.env.self)}${path}`;
  if (at.k !== "ref") return undefined;
  if (at.binding === undefined) return `${at.name}${path}`;
  const binding = frame.file.bindings[at.binding];
  return binding?.owner === 0
    ? `${frame.file.path}#${at.binding}${path}`
    : undefined;
}

function callOnItems(
  m: Machine,
  frame: Frame,
  atom: SdkAtom | ShapeAtom,
  row: CallRow,
  args: Args,
  site: CallSite,
  call: CallExpr,
): Value {
  const { origin } = atom;
  const path = { hop: hopAt(frame, site), next: undefined };
  const isRead =
    row.is === "read" ||
    (row.operations !== undefined &&
      includesRead(m, frame, argAt(args, row.operations)));
  let tokenIsGood = row.is === "write";
  if (isRead) {
    const optionsIndex = optionsAt(row, args);
    const options = argAt(args, optionsIndex);
    const token = readToken(frame, options, origin);
    tokenIsGood ||= token.state === "passed";
    noteLostTokens(frame, {
      row,
      optionsIndex,
      options,
      args,
      origin,
      call,
    });
    const level = options && levelIn(options);
    frame.events.add({
      kind: "read",
      file: frame.file,
      call,
      name: row.name,
      optionsIndex,
      origin,
      token: token.state,
      fromMessage: token.fromMessage,
      fromFlow: token.fromFlow,
      hasToken: token.hasToken,
      requestLevel: level?.level,
      isLevelHidden: level?.isSeen === false,
      path,
    });
  }
  if (row.is === "write")
    frame.events.add({
      kind: "write",
      file: frame.file,
      call,
      name: row.name,
      origin,
      path,
    });
  const query = row.query === undefined ? undefined : argAt(args, row.query);
  return of(
    m.sdk(row.gives, {
      ...origin,
      answer: {
        call: row.name,
        kind: row.is,
        tokenIn: row.tokenIn,
        tokenIsGood,
        isOrderBy: query !== undefined && hasOrderBy(query),
      },
    }),
  );
}

/** Case: `items.changeFeed(options)`, where the partition key is left out. */
function optionsAt(row: CallRow, args: Args): number {
  if (
    (row.name === "items.changeFeed" || row.name === "items.readChangeFeed") &&
    args.list.length === 1
  ) {
    const only = args.list[0]?.atoms[0];
    if (only?.t === "object" && only.obj.kind === "literal") return 0;
  }
  return row.options;
}

function includesRead(
  m: Machine,
  frame: Frame,
  operations: Value | undefined,
): boolean {
  if (!operations) return false;
  const each = elementsOf(m, frame, operations);
  return each.atoms.some(
    (atom) =>
      atom.t === "object" &&
      stringOf(atom.obj.fields.get("operationType") ?? NOTHING) ===
        READ_OPERATION,
  );
}

function hasOrderBy(query: Value): boolean {
  return query.atoms.some((atom) => {
    if (atom.t === "const")
      return (
        typeof atom.value === "string" && /\border\s+by\b/i.test(atom.value)
      );
    if (atom.t !== "object") return false;
    const text = atom.obj.fields.get("query");
    return text !== undefined && hasOrderBy(text);
  });
}

function receive(
  frame: Frame,
  row: Extract<SdkMember, { is: "receive" }>,
  origin: SdkOrigin,
  site: CallSite,
  call: CallExpr,
): Value {
  const root = row.gives === "messages" ? "messages" : "message";
  frame.events.add({
    kind: "receive",
    file: frame.file,
    call,
    shape: row.shape,
    root,
    entity: origin.entity,
    path: { hop: hopAt(frame, site), next: undefined },
  });
  const value = messageValue(root, []);
  return row.gives === "iterator"
    ? of({ t: "native", key: "n:iterator", name: "iterator", self: value })
    : value;
}
