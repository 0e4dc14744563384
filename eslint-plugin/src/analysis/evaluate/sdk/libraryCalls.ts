/** Calls of the token library: they carry tokens, or run reads under one. */
import type { libraryFunctions } from "../../../sdk/library.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  UNSEEN,
  hasLabel,
  join,
  withLabels,
  ofObject,
  type Value,
} from "../../values/index.ts";
import { tokenOf } from "./answers.ts";
import { deepLabels } from "../content.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { callBack } from "../natives/callBack.ts";

export function callLibrary(
  m: Machine,
  frame: Frame,
  kind: (typeof libraryFunctions)[string],
  args: Args,
  site: CallSite,
): Value {
  const first = argAt(args, 0) ?? UNDEFINED;
  switch (kind) {
    case "carries": {
      const labels = args.list.flatMap((value) => [...deepLabels(value)]);
      return withLabels(PLAIN, labels);
    }
    case "tokenOf": {
      let token: Value = first.unseen ? UNSEEN : NOTHING;
      for (const atom of first.atoms)
        token = join(token, atom.t === "sdk" ? tokenOf(atom) : UNSEEN);
      return token;
    }
    case "readAtLeast": {
      const read = argAt(args, 1);
      const options = m.newObject("literal");
      options.fields.set("sessionToken", withLabels(PLAIN, first.labels));
      const given = ofObject(options);
      const holds = hasLabel(first, "message") || hasLabel(first, "token");
      return callBack(
        m,
        holds
          ? under(frame, {
              isVerified: true,
              isMerged: hasLabel(first, "token"),
            })
          : frame,
        read,
        [given],
        site,
      );
    }
    case "handle":
      return callBack(
        m,
        under(frame, { isAmbient: true }),
        argAt(args, 1),
        [first],
        site,
      );
    case "protect":
      return {
        ...first,
        atoms: first.atoms.map((atom) =>
          atom.t === "sdk"
            ? m.sdk(atom.type, { ...atom.origin, isProtected: true })
            : atom,
        ),
      };
    case "keepToken":
      return first;
  }
}

/** The same activation, under another context for what is called from here. */
function under(frame: Frame, more: Partial<Frame["flow"]>): Frame {
  return Object.create(frame, {
    flow: { value: { ...frame.flow, ...more } },
  }) as Frame;
}
