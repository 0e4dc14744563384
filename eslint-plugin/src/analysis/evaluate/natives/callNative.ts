/** Calls of built-in methods, as far as they move values about or call functions they are given. */
import {
  PLAIN,
  UNSEEN,
  withLabels,
  type NativeAtom,
  type Value,
} from "../../values/index.ts";
import { deepLabels, derivedFrom, elementsOf } from "../content.ts";
import { callEmitter } from "../packages/emitters.ts";
import { runKept } from "../packages/keepers.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { callUnseen } from "../packages/unseen.ts";
import { callArray } from "./arrays.ts";
import { callAsyncContext } from "./asyncContext.ts";
import { callAwilixMethod } from "../packages/awilix.ts";
import { callFunctionMethod } from "./functions.ts";
import { callMap } from "./maps.ts";
import { callObservable } from "../packages/observables.ts";
import { callStreamMethod } from "../packages/streams.ts";
import { callPromise } from "./promises.ts";

/** What they give is the same text, but for spaces around it. */
const textsThatStay = new Set(["toString", "trim", "toJSON", "valueOf"]);

/** `name` is what stands behind the kind: `array:map`, `message:forEach`, `map:get`. */
export function callNative(
  m: Machine,
  frame: Frame,
  atom: NativeAtom,
  args: Args,
  site: CallSite,
): Value {
  const [kind, method = ""] = split(atom.name);
  switch (kind) {
    case "then":
    case "catch":
    case "finally":
      return callPromise(m, frame, kind, atom.self, args, site);
    case "array":
    case "message":
      return callArray(m, frame, method, atom.self, args, site);
    case "map":
      return callMap(m, frame, method, atom.self, args, site);
    case "text":
      return withLabels(
        PLAIN,
        textsThatStay.has(method)
          ? deepLabels(atom.self)
          : derivedFrom(atom.self).labels,
      );
    case "fn":
      return callFunctionMethod(m, frame, method, atom.self, args, site);
    case "typed":
      return atom.returns
        ? m.typed(atom.returns.type, atom.returns.file)
        : UNSEEN;
    case "next":
      return elementsOf(m, frame, atom.self);
    case "given":
      return atom.self;
    case "kept":
      return runKept(m, frame, method, atom.self, args, site);
    case "awilix":
      return callAwilixMethod(m, frame, method, atom.self, args, site);
    case "rx":
      return callObservable(m, frame, method, atom.self, args, site);
    case "stream":
      return callStreamMethod(m, frame, method, atom.self, args, site);
    case "emitter":
      return callEmitter(m, frame, method, atom.self, args, site);
    case "context":
      return callAsyncContext(m, frame, method, atom.self, args, site);
    default:
      return callUnseen(m, frame, atom.self, method, args, site);
  }
}

function split(name: string): [string, string?] {
  const at = name.indexOf(":");
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
}
