/** What token a read is sent with, as far as it can be seen. */
import { TOKEN_HEADER } from "../../../sdk/cosmos.ts";
import {
  UNDEFINED,
  isUndefined,
  type Label,
  type Obj,
  type SdkOrigin,
  type Value,
} from "../../values/index.ts";
import type { TokenState } from "../events.ts";
import type { Frame } from "../machine.ts";

export interface ReadToken {
  readonly state: TokenState;
  readonly fromMessage: boolean;
  readonly fromFlow: boolean;
  readonly hasToken: boolean;
}

const NONE: ReadToken = {
  state: "none",
  fromMessage: false,
  fromFlow: false,
  hasToken: false,
};
const UNKNOWN: ReadToken = {
  state: "unknown",
  fromMessage: false,
  fromFlow: false,
  hasToken: false,
};

/** `options` is the argument that takes `sessionToken`; `undefined` where the call has none. */
export function readToken(
  frame: Frame,
  options: Value | undefined,
  origin: SdkOrigin,
): ReadToken {
  const { isVerified, isMerged = false, isAmbient } = frame.flow;
  // A protected container merges the message's token with its own.
  const isProtected = isAmbient && origin.isProtected === true;
  if (isVerified || isProtected)
    return {
      state: "passed",
      fromMessage: true,
      fromFlow: isMerged || isProtected,
      hasToken: true,
    };
  const given = options ?? UNDEFINED;
  let result = given.unseen ? UNKNOWN : NONE;
  for (const atom of given.atoms) {
    if (isUndefined(atom) || atom.t === "plain" || atom.t === "const") continue;
    result = either(
      result,
      atom.t === "object" ? tokenInOptions(atom.obj, origin) : UNKNOWN,
    );
  }
  return result;
}

function either(a: ReadToken, b: ReadToken): ReadToken {
  const state =
    a.state === "passed" || b.state === "passed"
      ? "passed"
      : a.state === "unknown" || b.state === "unknown"
        ? "unknown"
        : "none";
  return {
    state,
    fromMessage: a.fromMessage || b.fromMessage,
    fromFlow: a.fromFlow || b.fromFlow,
    hasToken: a.hasToken || b.hasToken,
  };
}

function tokenInOptions(obj: Obj, origin: SdkOrigin): ReadToken {
  if (obj.kind === "instance") {
    const field = obj.fields.get("sessionToken");
    return field ? classify(field, origin) : UNKNOWN;
  }
  if (obj.kind !== "literal") return UNKNOWN;
  const headers = obj.fields.get("initialHeaders");
  let result = obj.open ? UNKNOWN : NONE;
  const option = obj.fields.get("sessionToken");
  if (option)
    result = either(
      obj.open ? { ...classify(option, origin) } : NONE,
      classify(option, origin),
    );
  for (const atom of headers?.atoms ?? []) {
    const header =
      atom.t === "object" ? atom.obj.fields.get(TOKEN_HEADER) : undefined;
    if (header) result = either(result, classify(header, origin));
    else if (atom.t !== "object" || atom.obj.open)
      result = either(result, UNKNOWN);
  }
  if (headers?.unseen) result = either(result, UNKNOWN);
  return result;
}

/** Where the value that is passed as token comes from. */
function classify(value: Value, origin: SdkOrigin): ReadToken {
  let result: ReadToken = value.unseen ? { ...UNKNOWN, hasToken: true } : NONE;
  for (const label of value.labels)
    result = either(result, ofLabel(label, origin));
  if (result.state === "passed") return result;
  for (const atom of value.atoms) {
    if (isUndefined(atom) || atom.t === "plain") continue;
    if (atom.t === "const")
      result = either(result, { ...NONE, hasToken: true });
    else result = either(result, { ...UNKNOWN, hasToken: true });
  }
  return result;
}

function ofLabel(label: Label, origin: SdkOrigin): ReadToken {
  switch (label.kind) {
    case "message":
      return { ...NONE, state: "passed", fromMessage: true, hasToken: true };
    case "token": {
      const isOwn =
        label.container === undefined ||
        origin.containerKey === undefined ||
        label.container === origin.containerKey;
      // A token of another container: `no-foreign-session-token` speaks of it.
      const state = isOwn ? "passed" : "unknown";
      return { state, fromMessage: false, fromFlow: isOwn, hasToken: true };
    }
    case "bareToken":
      return { ...NONE, hasToken: true };
    // Where the token got lost is reported, not the read that goes without it.
    case "lost":
      return UNKNOWN;
    default:
      return NONE;
  }
}
