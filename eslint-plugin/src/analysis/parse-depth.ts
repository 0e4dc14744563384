/** How deeply a text may nest, guessed from above without parsing it. */

/**
 * A native parser has no guard of its own: `oxc-parser` 0.156 ends the process (segmentation fault) at about 5,000
 * open brackets, or 10,000 `a=>`, on a main thread; a worker's stack is half of that. Code that people write stays
 * far below this limit, and what does not is parsed by Babel, which throws.
 */
const mostOpenTokens = 1500;

const slash = 0x2f;
const backslash = 0x5c;
const star = 0x2a;
const lineFeed = 0x0a;
const backtick = 0x60;
const dollar = 0x24;
const openBrace = 0x7b;
const lowerE = 0x65;

/**
 * Whether a parser's recursion surely stays shallow. What can nest without a bracket (`a => b => …`, `!!!x`,
 * `a + b + …`, `else if`) takes a token for each step, and a `;` or `,` ends it. So the depth at any place is at
 * most the number of tokens since the last `;` or `,`, added up over the brackets that are open there.
 */
export function isShallow(text: string): boolean {
  // For each open bracket: the tokens that were pending in front of it, and whether it is the `${` of a template.
  const pendingBefore: number[] = [];
  const isTemplate: boolean[] = [];
  let outer = 0;
  let pending = 0;
  let elses = 0;
  let inWord = false;
  let mayBeRegExp = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isWord(code)) {
      if (!inWord) {
        pending++;
        // Case: if (a) x(); else if (b) … — nests deeper with each, over any `;`.
        if (code === lowerE && text.startsWith("else", i)) elses++;
      }
      inWord = true;
      mayBeRegExp = false;
      continue;
    }
    inWord = false;
    if (code <= 0x20) {
      if (code === lineFeed) mayBeRegExp = true;
      continue;
    }
    switch (text[i]) {
      case "(":
      case "[":
      case "{":
        pendingBefore.push(pending + 1);
        isTemplate.push(false);
        outer += pending + 1;
        pending = 0;
        mayBeRegExp = true;
        break;
      case ")":
      case "]":
      case "}": {
        const before = pendingBefore.pop() ?? 0;
        outer -= before;
        pending = before;
        mayBeRegExp = false;
        if (isTemplate.pop()) {
          i = skipTemplate(text, i + 1);
          if (text.charCodeAt(i) === openBrace) {
            pendingBefore.push(pending + 1);
            isTemplate.push(true);
            outer += pending + 1;
            pending = 0;
          }
        }
        break;
      }
      case ";":
      case ",":
        pending = 0;
        mayBeRegExp = true;
        break;
      case '"':
      case "'":
        i = skipQuoted(text, i + 1, code);
        pending++;
        mayBeRegExp = false;
        break;
      case "`":
        i = skipTemplate(text, i + 1);
        pending++;
        mayBeRegExp = false;
        if (text.charCodeAt(i) === openBrace) {
          pendingBefore.push(pending);
          isTemplate.push(true);
          outer += pending;
          pending = 0;
        }
        break;
      case "/": {
        const next = text.charCodeAt(i + 1);
        if (next === slash) {
          const end = text.indexOf("\n", i);
          i = end < 0 ? text.length : end;
          break;
        }
        if (next === star) {
          const end = text.indexOf("*/", i + 2);
          i = end < 0 ? text.length : end + 1;
          break;
        }
        if (mayBeRegExp) i = skipQuoted(text, i + 1, slash);
        pending++;
        mayBeRegExp = !mayBeRegExp;
        break;
      }
      default:
        pending++;
        mayBeRegExp = true;
    }
    if (outer + pending + elses > mostOpenTokens) return false;
  }
  return outer + pending + elses <= mostOpenTokens;
}

function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === dollar ||
    code > 0x7f
  );
}

/** The place of the closing quote, or of the end of the line where there is none. */
function skipQuoted(text: string, from: number, quote: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i;
    if (code === lineFeed) return from - 1;
    if (code === backslash) i++;
  }
  return from - 1;
}

/** The place of the closing backtick, or of the brace in `${`. */
function skipTemplate(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backtick) return i;
    if (code === dollar && text.charCodeAt(i + 1) === openBrace) return i + 1;
    if (code === backslash) i++;
  }
  return text.length;
}
