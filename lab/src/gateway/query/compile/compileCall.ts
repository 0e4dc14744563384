import type { CallNode } from "../ast.ts";
import { QueryError, unsupported } from "../QueryError.ts";
import type { BuiltIn, Context, Evaluate } from "./context.ts";

/** What the service has and the lab leaves out, by the beginning of its name. */
const leftOut =
  /^(?:ST_|VECTORDISTANCE$|FULLTEXT|RRF$|HASH$|DOCUMENTID$|DATETIMEFORMAT$)/;

export function compileCall(
  node: CallNode,
  args: readonly Evaluate[],
  find: Context["findFunction"],
): Evaluate {
  if (node.isUdf) {
    throw unsupported(
      `The user-defined function 'udf.${node.name}' cannot be called: the lab runs no user-defined functions.`,
      node,
    );
  }
  const name = node.name.toUpperCase();
  const found = find(name) ?? find(name.replaceAll("_", ""));
  if (found === undefined) {
    if (leftOut.test(name)) {
      throw unsupported(
        `The lab leaves out the function '${node.name}'.`,
        node,
      );
    }
    throw new QueryError(
      "SC2005",
      `'${node.name}' is not a recognized built-in function name.`,
      node,
    );
  }
  if (args.length < found.least || args.length > found.most) {
    throw new QueryError(
      "SC9000",
      `The function '${node.name}' takes ${count(found)} arguments, not ${args.length}.`,
      node,
    );
  }
  const apply = found.apply as (...values: unknown[]) => unknown;
  const [first, second, third] = args;
  if (first === undefined) return () => apply();
  if (second === undefined) return (frame) => apply(first(frame));
  if (third === undefined) {
    return (frame) => apply(first(frame), second(frame));
  }
  return (frame) => apply(...args.map((argument) => argument(frame)));
}

function count({ least, most }: BuiltIn): string {
  if (least === most) return String(least);
  return most === Infinity ? `${least} or more` : `${least} to ${most}`;
}
