/** Arrays and their methods; those of the messages that a receiver gave are called alike. */
import {
  PLAIN,
  UNDEFINED,
  join,
  joinAll,
  withLabels,
  type Value,
} from "../../values/index.ts";
import { deepLabels, elementsOf } from "../content.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { EventList } from "../events.ts";
import { storeField } from "../objects.ts";
import { callUnseen } from "../packages/unseen.ts";
import { arrayOf } from "./arrayOf.ts";
import { callBack } from "./callBack.ts";

export function callArray(
  m: Machine,
  frame: Frame,
  method: string,
  self: Value,
  args: Args,
  site: CallSite,
): Value {
  const elements = elementsOf(m, frame, self);
  const first = argAt(args, 0);
  switch (method) {
    case "map":
    case "flatMap": {
      const result = callBack(m, frame, first, [elements, PLAIN, self], site);
      return arrayOf(
        m,
        method === "flatMap"
          ? join(result, elementsOf(m, frame, result))
          : result,
      );
    }
    case "forEach":
    case "some":
    case "every":
      callBack(m, frame, first, [elements, PLAIN, self], site);
      return PLAIN;
    case "filter":
    case "sort":
    case "toSorted":
      callBack(m, frame, first, [elements, elements, self], site);
      return self;
    case "find":
    case "findLast":
      callBack(m, frame, first, [elements, PLAIN, self], site);
      return join(elements, UNDEFINED);
    case "reduce":
    case "reduceRight": {
      const start = argAt(args, 1) ?? elements;
      // Case: steps.reduce((before, step) => before.then(step), Promise.resolve(message))
      const trial = { ...frame, events: new EventList() };
      const once = callBack(
        m,
        trial,
        first,
        [start, elements, PLAIN, self],
        site,
      );
      frame.lowestChanged = Math.min(frame.lowestChanged, trial.lowestChanged);
      const either = join(start, once);
      return join(
        either,
        callBack(m, frame, first, [either, elements, PLAIN, self], site),
      );
    }
    case "push":
    case "unshift":
    case "fill":
      for (const value of args.list)
        storeField(m, frame, self, undefined, value);
      return PLAIN;
    case "concat": {
      const more = joinAll(
        args.list.map((value) => join(elementsOf(m, frame, value), value)),
      );
      return arrayOf(m, join(elements, more));
    }
    case "pop":
    case "shift":
    case "at":
      return join(elements, UNDEFINED);
    case "entries":
      return arrayOf(m, arrayOf(m, join(PLAIN, elements)));
    case "join":
      return withLabels(PLAIN, deepLabels(self));
    case "keys":
    case "includes":
    case "indexOf":
      return PLAIN;
    case "toString":
    case "trim":
      return withLabels(PLAIN, deepLabels(self));
    case "slice":
    case "splice":
    case "reverse":
    case "flat":
    case "values":
      return self;
    default:
      return callUnseen(m, frame, self, method, args, site);
  }
}
