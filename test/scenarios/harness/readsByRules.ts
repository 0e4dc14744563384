import path from "node:path";
import {
  createDiskHost,
  createEngine,
  DEFAULT_SETTINGS,
} from "../../../eslint-plugin/src/editor.ts";
import type { Says } from "./Scenario.ts";

/** A read of a program as the rules know it. */
export interface ReadByRules {
  /** Below the folder, with `/`. */
  readonly file: string;
  /** Lines of its expression. */
  readonly from: number;
  readonly to: number;
  /** `item.read` */
  readonly call: string;
  readonly says: Exclude<Says, "unseen">;
  /** Rules that report it. */
  readonly rules: readonly string[];
}

/** All reads that a handler in the folder reaches, each once: reported on any way, it is unprotected. */
export function readsByRules(folder: string): ReadByRules[] {
  const engine = createEngine(createDiskHost());
  const entry = path.join(folder, "x.ts");
  const reads = new Map<string, ReadByRules>();
  for (const { reads: found } of engine.handlersOf(entry, DEFAULT_SETTINGS)) {
    for (const { read, verdict } of found) {
      const { place, call } = read;
      add(place.file, place.start.line, place.end.line, call, verdict, []);
    }
  }
  for (const file of filesOf(engine.handlersOf(entry, DEFAULT_SETTINGS))) {
    for (const { rule, read } of engine.findingsIn(
      file,
      undefined,
      DEFAULT_SETTINGS,
    )) {
      if (read === undefined) continue;
      const { place, call } = read;
      add(place.file, place.start.line, place.end.line, call, "unprotected", [
        rule,
      ]);
    }
  }
  return [...reads.values()].sort(
    (one, other) => one.file.localeCompare(other.file) || one.from - other.from,
  );

  function add(
    file: string,
    from: number,
    to: number,
    call: string,
    says: ReadByRules["says"],
    rules: readonly string[],
  ): void {
    const shown = path.relative(folder, file).replaceAll("\\", "/");
    const key = `${shown}:${from}:${call}`;
    const before = reads.get(key);
    reads.set(key, {
      file: shown,
      from,
      to,
      call,
      says: worse(before?.says ?? says, says),
      rules: [...new Set([...(before?.rules ?? []), ...rules])],
    });
  }
}

const order = ["protected", "unknown", "unprotected"] as const;

function worse(
  one: ReadByRules["says"],
  other: ReadByRules["says"],
): ReadByRules["says"] {
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}

function filesOf(
  reports: ReturnType<ReturnType<typeof createEngine>["handlersOf"]>,
): Set<string> {
  return new Set(reports.map(({ handler }) => handler.file));
}
