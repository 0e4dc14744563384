import { of, type Value } from "../../values/index.ts";

/** A built-in method, with what it is a member of. */
export function nativeOf(name: string, self: Value): Value {
  const key = self.atoms.map((atom) => atom.key).join("|");
  return of({
    t: "native",
    key: `n:${name}:${key}${self.unseen ? "?" : ""}`,
    name,
    self,
  });
}
