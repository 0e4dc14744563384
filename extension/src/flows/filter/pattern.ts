/** A text as people look for it: any case, `*` for anything. Never a regular expression: a stranger's text could stall one. */
export type Pattern = (lowerCaseText: string) => boolean;

/** @param mode whether the pattern has to be the whole text, or may stand anywhere in it */
export function patternOf(text: string, mode: "whole" | "anywhere"): Pattern {
  const wanted = text.toLowerCase();
  if (!wanted.includes("*")) {
    return mode === "whole"
      ? (other) => other === wanted
      : (other) => other.includes(wanted);
  }
  const pieces = wanted.split("*");
  const first = mode === "whole" ? pieces[0]! : "";
  const last = mode === "whole" ? pieces.at(-1)! : "";
  const middle = (mode === "whole" ? pieces.slice(1, -1) : pieces).filter(
    (piece) => piece !== "",
  );
  return (other) => {
    if (other.length < first.length + last.length) return false;
    if (!other.startsWith(first) || !other.endsWith(last)) return false;
    const end = other.length - last.length;
    let at = first.length;
    for (const piece of middle) {
      const found = other.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
