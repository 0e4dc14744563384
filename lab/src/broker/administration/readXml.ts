/** An element without its namespaces: what is read here uses each name in one of them only. */
export interface XmlElement {
  readonly name: string;
  /** By name without prefix; declarations of namespaces are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it. */
  readonly text: string;
}

interface OpenElement {
  readonly qualifiedName: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export class XmlError extends Error {
  override readonly name = "XmlError";
}

const maxDepth = 64;
const name = String.raw`[\p{L}_][\p{L}\p{N}._-]*(?::[\p{L}_][\p{L}\p{N}._-]*)?`;
const startTag = new RegExp(
  String.raw`<(${name})((?:\s+${name}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>`,
  "uy",
);
const endTag = new RegExp(String.raw`</(${name})\s*>`, "uy");
const attribute = new RegExp(
  String.raw`(${name})\s*=\s*(?:"([^"]*)"|'([^']*)')`,
  "gu",
);
/** Comments and instructions, which say nothing here. */
const ignored = /<!--[^]*?-->|<\?[^]*?\?>/y;
const cdata = /<!\[CDATA\[([^]*?)\]\]>/y;
const text = /[^<]+/y;

/**
 * Reads the small documents that administration clients send. No DOCTYPE, so no entities but XML's
 * own five; depth is limited.
 *
 * @throws {XmlError} With the position.
 */
export function readXml(source: string): XmlElement {
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let at = source.startsWith("\ufeff") ? 1 : 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found === null) return undefined;
    at += found[0].length;
    return found;
  };
  const close = (element: OpenElement): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  };
  while (at < source.length) {
    const position = at;
    const here = open.at(-1);
    let found = take(text);
    if (found !== undefined) {
      if (here !== undefined) here.text += decode(found[0], position);
      else if (found[0].trim() !== "")
        fail("text outside of the root", position);
      continue;
    }
    if (take(ignored) !== undefined) continue;
    found = take(cdata);
    if (found !== undefined) {
      if (here === undefined) fail("text outside of the root", position);
      here.text += found[1]!;
      continue;
    }
    found = take(endTag);
    if (found !== undefined) {
      const element = open.pop();
      if (element === undefined || element.qualifiedName !== found[1]) {
        fail(`</${found[1]!}> closes nothing`, position);
      }
      close(element);
      continue;
    }
    found = take(startTag);
    if (found === undefined) fail("no tag that could be read", position);
    if (here === undefined && root !== undefined) {
      fail("a second root", position);
    }
    if (open.length === maxDepth) fail("nested too deep", position);
    const qualifiedName = found[1]!;
    const element: OpenElement = {
      qualifiedName,
      name: localName(qualifiedName),
      attributes: readAttributes(found[2]!, position),
      children: [],
      text: "",
    };
    if (found[3] === "/") close(element);
    else open.push(element);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) fail(`<${unclosed.name}> has no end`, at);
  return root ?? fail("no element", at);
}

export function findChild(
  element: XmlElement | undefined,
  wanted: string,
): XmlElement | undefined {
  return element?.children.find((child) => child.name === wanted);
}

function readAttributes(
  source: string,
  position: number,
): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, qualifiedName, double, single] of source.matchAll(attribute)) {
    if (/^xmlns(:|$)/.test(qualifiedName!)) continue;
    attributes.set(
      localName(qualifiedName!),
      decode(double ?? single ?? "", position),
    );
  }
  return attributes;
}

function localName(qualifiedName: string): string {
  return qualifiedName.slice(qualifiedName.indexOf(":") + 1);
}

const entities = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decode(source: string, position: number): string {
  if (!source.includes("&")) return source;
  return source.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));|&/g,
    (_, decimal?: string, hex?: string, word?: string) => {
      const code =
        decimal !== undefined
          ? Number(decimal)
          : hex !== undefined
            ? Number.parseInt(hex, 16)
            : undefined;
      if (code !== undefined && code <= 0x10ffff) {
        return String.fromCodePoint(code);
      }
      return (
        entities.get(word ?? "") ??
        fail("an entity that is not known", position)
      );
    },
  );
}

function fail(what: string, position: number): never {
  throw new XmlError(
    `The XML cannot be read at position ${position}: ${what}.`,
  );
}
