import type { QueryNode } from "./ast.ts";
import { impliedAlias } from "./compile/sources.ts";
import { pathOf } from "./equalities.ts";

export interface OrderPath {
  /** Without quotes and first slash: `address/city`. */
  readonly path: string;
  readonly descending: boolean;
}

/** What ORDER BY goes by; nothing where something of it is no plain path of the item. */
export function orderPathsOf({
  sources,
  orderBy,
}: QueryNode): readonly OrderPath[] {
  const [first] = sources;
  const root =
    first === undefined ? undefined : (first.alias ?? impliedAlias(first));
  const paths: OrderPath[] = [];
  for (const { expression, descending } of orderBy) {
    const path = pathOf(expression, root);
    if (path === undefined) return [];
    paths.push({ path, descending });
  }
  return paths;
}
