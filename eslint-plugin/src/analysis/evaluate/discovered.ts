/**
 * A program of NestJS that looks for methods under a decorator of its own: `instance[name](message)`, where both come
 * out of the framework. They are the methods under the decorators which that file knows.
 */
import { explorers } from "../../sdk/callbacks.ts";
import type { FileIr } from "../ir.ts";
import { NOTHING, join, type Value } from "../values/index.ts";
import type { Frame, Machine } from "./machine.ts";
import { Memo } from "./Memo.ts";
import { isUseOf } from "./classes/ownDecorators.ts";

const known = new Memo<Machine, FileIr, Value>();

/** What `object[name]` may be in this file, if it explores. */
export function discoveredMethods(m: Machine, frame: Frame): Value | undefined {
  const { file } = frame;
  if (!file.bindings.some((one) => isExplorer(m, file, one.imported)))
    return undefined;
  const found = known.once(m, file, () => search(m, frame));
  return found === NOTHING ? undefined : found;
}

function isExplorer(
  m: Machine,
  file: FileIr,
  imported: { source: string; name: string } | undefined,
): boolean {
  if (imported?.name !== "DiscoveryService") return false;
  const target = m.project.resolve(file.path, imported.source);
  return (
    target.kind === "external" &&
    explorers.has(`${target.package}:${imported.name}`)
  );
}

function search(m: Machine, frame: Frame): Value {
  let found: Value = NOTHING;
  for (const source of frame.file.sources) {
    const target = m.project.resolve(frame.file.path, source);
    const file = target.kind === "file" ? m.project.ir(target.path) : undefined;
    for (const fn of file?.functions ?? []) {
      if (!file || fn.parent !== 0 || fn.name === "") continue;
      for (const path of m.project.filesUsing(fn.name, "decorator")) {
        const other = m.project.ir(path);
        for (const ir of other?.classes ?? []) {
          const cls = other && m.classAt(other, ir);
          if (!cls) continue;
          const at = m.frameAt(cls.env);
          for (const { name, decorators } of ir.members)
            if (
              name !== undefined &&
              decorators.some((expr) => isUseOf(m, at, expr, file, fn))
            )
              found = join(found, m.member(at, m.instanceOf(cls), name));
        }
      }
    }
  }
  return found;
}
