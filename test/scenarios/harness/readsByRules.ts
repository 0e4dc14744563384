import path from "node:path";
import {
  createDiskHost,
  createEngine,
  DEFAULT_SETTINGS,
} from "../../../eslint-plugin/src/editor.ts";
import { sourceFiles } from "./compilePrograms.ts";
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

/** A report that stands on no read: a token lost before a message was sent. */
export interface LostToken {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

export interface SaidByRules {
  readonly reads: readonly ReadByRules[];
  readonly lost: readonly LostToken[];
}

/** All reads that a handler in the folder reaches, each once: reported on any way, it is unprotected. */
export function readsByRules(folder: string): SaidByRules {
  const engine = createEngine(createDiskHost());
  const reads = new Map<string, ReadByRules>();
  const lost: LostToken[] = [];
  for (const { reads: found } of engine.handlersOf(
    path.join(folder, "consumer.ts"),
    DEFAULT_SETTINGS,
  )) {
    for (const { read, verdict } of found) {
      const { place, call } = read;
      add(place.file, place.start.line, place.end.line, call, verdict, []);
    }
  }
  for (const file of sourceFiles(folder)) {
    for (const { rule, read, place } of engine.findingsIn(
      file,
      undefined,
      DEFAULT_SETTINGS,
    )) {
      if (read === undefined) {
        lost.push({ file: below(file), line: place.start.line, rule });
      } else {
        const { file, start, end } = read.place;
        add(file, start.line, end.line, read.call, "unprotected", [rule]);
      }
    }
  }
  return {
    reads: [...reads.values()].sort(
      (one, other) =>
        one.file.localeCompare(other.file) || one.from - other.from,
    ),
    lost,
  };

  function add(
    file: string,
    from: number,
    to: number,
    call: string,
    says: ReadByRules["says"],
    rules: readonly string[],
  ): void {
    const key = `${below(file)}:${from}:${call}`;
    const before = reads.get(key);
    reads.set(key, {
      file: below(file),
      from,
      to,
      call,
      says: worse(before?.says ?? says, says),
      rules: [...new Set([...(before?.rules ?? []), ...rules])],
    });
  }

  function below(file: string): string {
    return path.relative(folder, file).replaceAll("\\", "/");
  }
}

const order = ["protected", "unknown", "unprotected"] as const;

function worse(
  one: ReadByRules["says"],
  other: ReadByRules["says"],
): ReadByRules["says"] {
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}
