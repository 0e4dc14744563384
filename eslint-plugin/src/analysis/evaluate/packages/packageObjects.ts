/** Objects that packages make, as far as the tables in `sdk/` say what their members do. */
import type { ExternalAtom, Obj, Value } from "../../values/index.ts";
import { callBus, transportMember } from "./buses.ts";
import {
  emitterMethods,
  isEmitterClass,
  isEmitterFactory,
  newEmitter,
} from "./emitters.ts";
import { foreignBaseOf, sdkPartOf } from "./foreignBase.ts";
import { keeperOf } from "./keepers.ts";
import type { Args, CallSite, Frame, Machine } from "../machine.ts";
import { awilixMember, callAwilix } from "./awilix.ts";
import {
  callRx,
  constructObservable,
  isRxSubject,
  rxMethods,
} from "./observables.ts";
import { isObservable } from "./operators.ts";
import { callPipe } from "./pipes.ts";
import { withTwins } from "./twins.ts";
import { callStream, constructStream, streamMember } from "./streams.ts";
import { isProxy, proxyMember } from "../natives/proxies.ts";
import { nativeOf } from "../natives/nativeOf.ts";
import { EMITTER } from "../classes/prototypes.ts";

/** `new Subject()`, `new EventEmitter()`, `new DataLoader(load)` */
export function constructKnown(
  m: Machine,
  frame: Frame,
  atom: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  if (isEmitterClass(atom.module, atom.path)) return newEmitter(m);
  return (
    constructObservable(m, frame, atom, args, site) ??
    constructStream(m, atom, args) ??
    keeperOf(m, atom, [...atom.path, "new"], args)
  );
}

/** `mitt()`, `createContainer()`, `map(toOrder)`, `commandBus.execute(command)` */
export function callKnown(
  m: Machine,
  frame: Frame,
  atom: ExternalAtom,
  args: Args,
  site: CallSite,
): Value | undefined {
  if (isEmitterFactory(atom.module, atom.path)) return newEmitter(m);
  return (
    withTwins(m, atom, args) ??
    callAwilix(m, atom, args) ??
    callRx(m, frame, atom, args, site) ??
    callPipe(m, frame, atom, args, site) ??
    callStream(m, frame, atom, args, site) ??
    keeperOf(m, atom, atom.path, args) ??
    callBus(m, frame, atom, args, site)
  );
}

/** A member that the object does not hold as a field. */
export function memberMadeByPackage(
  m: Machine,
  frame: Frame,
  obj: Obj,
  self: Value,
  name: string,
): Value | undefined {
  if (emitterMethods.has(name) && obj.fields.has(EMITTER))
    return nativeOf(`emitter:${name}`, self);
  if (isProxy(obj)) return proxyMember(m, frame, obj, self, name);
  if (rxMethods.has(name) && isObservable(obj))
    return nativeOf(`rx:${name}`, self);
  return (
    streamMember(m, obj, self, name) ?? awilixMember(m, frame, obj, self, name)
  );
}

/** A member of an instance whose class is, or extends, one of a package that runs what it is given. */
export function inheritedMethod(
  m: Machine,
  obj: Obj,
  self: Value,
  name: string,
): Value | undefined {
  const stream = streamMember(m, obj, self, name);
  if (stream) return stream;
  const isEmitter = emitterMethods.has(name);
  if (!isEmitter && !rxMethods.has(name)) return undefined;
  if (!obj.cls)
    return isEmitter ? nativeOf(`emitter:${name}`, self) : undefined;
  const base = foreignBaseOf(m, obj.cls);
  if (!base) return undefined;
  if (isEmitter && isEmitterClass(base.module, base.path))
    return nativeOf(`emitter:${name}`, self);
  return rxMethods.has(name) && isRxSubject(base)
    ? nativeOf(`rx:${name}`, self)
    : undefined;
}

/** Any other member that a class of the code base has from a package. */
export function memberOfBase(
  m: Machine,
  frame: Frame,
  obj: Obj,
  name: string,
): Value | undefined {
  const instance = sdkPartOf(m, obj.cls);
  if (instance) return m.member(frame, instance, name);
  const base = foreignBaseOf(m, obj.cls);
  return base && transportMember(m, frame, base, name);
}
