/** The object that a class of an SDK stands for, as a type, as a base or after `new`. */
import { COSMOS_MODULE, COSMOS_TYPES } from "../../../sdk/cosmos.ts";
import {
  SERVICE_BUS_MODULE,
  SERVICE_BUS_TYPES,
} from "../../../sdk/serviceBus.ts";
import { of, type SdkOrigin, type Value } from "../../values/index.ts";
import type { Machine } from "../machine.ts";

export function sdkInstance(
  m: Machine,
  atom: { module: string; path: readonly string[] },
  origin: SdkOrigin,
): Value | undefined {
  const [name, ...rest] = atom.path;
  if (name === undefined || rest.length > 0) return undefined;
  if (atom.module === COSMOS_MODULE && COSMOS_TYPES.has(name))
    return of(m.sdk(name, origin));
  const row = SERVICE_BUS_TYPES[name];
  if (atom.module === SERVICE_BUS_MODULE && row !== undefined)
    return of(m.sdk(row, {}));
  return undefined;
}
