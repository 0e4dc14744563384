/** Calls of packages that run a class or method of the code base which a decorator names. */
import {
  TRANSPORT_BASE,
  classBuses,
  methodBuses,
} from "../../../sdk/callbacks.ts";
import {
  NOTHING,
  PLAIN,
  UNDEFINED,
  stringOf,
  stringsOf,
  ofObject,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { ENTRY, elementsOf } from "../content.ts";
import { decoratedBy, methodsOf, type Decorated } from "./underDecorator.ts";
import {
  argAt,
  type Args,
  type CallSite,
  type Frame,
  type Machine,
} from "../machine.ts";
import { nativeOf } from "../natives/nativeOf.ts";

export function callBus(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  // Whom a bus leads to registers nothing.
  if (frame.flow.mode !== "flow") return undefined;
  const key = `${module}:${path.join(".")}`;
  const first = argAt(args, 0) ?? UNDEFINED;
  const row = Object.hasOwn(classBuses, key) ? classBuses[key] : undefined;
  if (row) {
    const command = row.isList ? elementsOf(m, frame, first) : first;
    const handlers = decoratedBy(m, module, row.decorator).filter((one) =>
      handles(one, command),
    );
    const target = methodsOf(m, frame, handlers, row.method);
    const given = { list: [command], rest: undefined, exprs: args.exprs };
    return target === NOTHING
      ? undefined
      : m.callValue(frame, target, UNDEFINED, given, site);
  }
  const bus = Object.hasOwn(methodBuses, key) ? methodBuses[key] : undefined;
  if (!bus) return undefined;
  const event = stringOf(first);
  const listeners = decoratedBy(m, bus.module, bus.decorator).filter(
    ({ given }) => {
      const names = stringsOf(given);
      return event === undefined || !names || names.includes(event);
    },
  );
  const target = methodsOf(m, frame, listeners);
  const given = {
    list: args.list.slice(1),
    rest: args.rest,
    exprs: args.exprs.slice(1),
  };
  if (target !== NOTHING) m.callValue(frame, target, UNDEFINED, given, site);
  return PLAIN;
}

/** The command is of a class that the decorator names. */
function handles({ given }: Decorated, command: Value): boolean {
  return command.atoms.some(
    (atom) =>
      atom.t === "object" &&
      given.atoms.some(
        (one) =>
          one.t === "class" &&
          one.cls.file === atom.obj.cls?.file &&
          one.cls.ir === atom.obj.cls.ir,
      ),
  );
}

/** Case: this.messageHandlers.get(pattern) in a transport of one's own */
export function transportMember(
  m: Machine,
  frame: Frame,
  { module, path }: ExternalAtom,
  name: string,
): Value | undefined {
  const base = TRANSPORT_BASE;
  if (module !== base.module || path.join(".") !== base.name) return undefined;
  if (name !== base.member && name !== base.byPattern) return undefined;
  const handlers = methodsOf(
    m,
    frame,
    base.decorators.flatMap((decorator) => decoratedBy(m, module, decorator)),
  );
  if (name === base.byPattern) {
    return nativeOf("given", handlers);
  }
  const obj = m.newObject("map", { elements: handlers, isShared: true });
  obj.fields.set(ENTRY, NOTHING);
  return ofObject(obj);
}
