import type { FileIr } from "./ir.ts";

/**
 * What a file declares and gives away, as text: its exports, its imports, its functions and classes with their names. Two
 * texts of one skeleton differ within functions, or in statements of the module.
 */
export function skeletonOf(ir: FileIr): string {
  return JSON.stringify([
    Object.keys(ir.exports).sort(),
    ir.starExports,
    ir.sources,
    ir.functions.map(({ name, parent, params }) => [
      name,
      parent,
      params.length,
    ]),
    ir.classes.map(({ name, members }) => [name, members.length]),
  ]);
}
