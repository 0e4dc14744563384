import type { Draft } from "./draft.ts";
import { appendItems } from "./listItems.ts";
import { argumentList, objectList } from "./lists.ts";
import {
  bare,
  isCall,
  isMember,
  keyName,
  type CallNode,
  type Node,
} from "./nodes.ts";
import { Refusal } from "./proposal.ts";
import type { Source } from "./source.ts";

/** A property to set in an options object: `sessionToken` for a shorthand, `sessionToken: x` else. */
export interface OptionText {
  readonly name: string;
  readonly text: string;
  /** How it is written behind a spread whose own value must stay where this one is absent. */
  readonly behindSpread?: string;
  /** The value alone, where it may be absent: then what stood there before has its turn. */
  readonly orElse?: string;
}

/**
 * Sets properties in the options argument of a call: adds the argument, or the properties to the literal that is
 * there, or spreads the variable that is there into a new literal.
 *
 * @throws {Refusal} where the arguments are spread or a later spread would undo the change.
 */
export function setOptions(
  draft: Draft,
  source: Source,
  call: CallNode,
  index: number,
  options: readonly OptionText[],
): void {
  draft.once(`options ${source.file} ${call.start} ${call.end}`, () =>
    setInCall(draft, source, call, index, options),
  );
}

function setInCall(
  draft: Draft,
  source: Source,
  call: CallNode,
  index: number,
  options: readonly OptionText[],
): void {
  const args = call.arguments as Node[];
  const spread = args.findIndex((arg) => arg.type === "SpreadElement");
  if (spread !== -1 && spread <= index) {
    throw new Refusal(
      `The arguments of the call in line ${source.line(call.start)} are spread, so the place of its options is not known. Write them out, then try again.`,
    );
  }
  const literal = `{ ${options.map(({ text }) => text).join(", ")} }`;
  const arg = args[index];
  if (arg === undefined) {
    const missing = Array.from(
      { length: index - args.length },
      () => "undefined",
    );
    appendItems(draft, source, argumentList(source, call), [
      ...missing,
      literal,
    ]);
    return;
  }
  setInExpression(draft, source, arg, options, literal);
}

function setInExpression(
  draft: Draft,
  source: Source,
  arg: Node,
  options: readonly OptionText[],
  literal: string,
): void {
  const value = bare(arg);
  if (value.type === "ObjectExpression") {
    setInLiteral(draft, source, value, options);
    return;
  }
  if (isNothing(value)) {
    draft.replace(source, value.start, value.end, literal);
    return;
  }
  // `options` -> `{ ...options, sessionToken }`
  const parenthesise =
    arg.type === "SequenceExpression" || arg.type === "ArrowFunctionExpression";
  draft.insert(source, arg.start, parenthesise ? "{ ...(" : "{ ...");
  const texts = options.map(({ text, behindSpread }) => behindSpread ?? text);
  draft.insert(
    source,
    arg.end,
    `${parenthesise ? ")" : ""}, ${texts.join(", ")} }`,
  );
}

function setInLiteral(
  draft: Draft,
  source: Source,
  object: Node & { type: "ObjectExpression" },
  options: readonly OptionText[],
): void {
  const properties = object.properties as Node[];
  const added: string[] = [];
  const hasSpread = properties.some(({ type }) => type === "SpreadElement");
  for (const option of options) {
    const { name, text, behindSpread } = option;
    const at = properties.findIndex(
      (property) =>
        (property.type === "ObjectProperty" ||
          property.type === "ObjectMethod") &&
        keyName(property) === name,
    );
    const old = properties[at];
    if (old === undefined) {
      added.push(hasSpread ? (behindSpread ?? text) : text);
    } else if (
      properties.slice(at + 1).some(({ type }) => type === "SpreadElement")
    ) {
      throw new Refusal(
        `A spread behind \`${name}\` in line ${source.line(old.start)} may overwrite it. Put \`${name}\` last, then try again.`,
      );
    } else {
      draft.replace(source, old.start, old.end, instead(source, old, option));
    }
  }
  appendItems(draft, source, objectList(object, source), added, " ");
}

/** Other callers may pass a token in the old value and none in the new one. */
function instead(source: Source, old: Node, option: OptionText): string {
  const { name, text, orElse } = option;
  if (orElse === undefined || old.type !== "ObjectProperty") return text;
  const value = old.value as Node;
  const before = source.slice(value);
  if (
    isNothing(bare(value)) ||
    /Literal$/.test(value.type) ||
    before === orElse
  )
    return text;
  const isOne = value.type === "Identifier" || isMember(value) || isCall(value);
  return `${name}: ${orElse} ?? ${isOne ? before : `(${before})`}`;
}

/** Whether the options that a call passes may bear a token of their own, which must stay where there is no other. */
export function mayBearToken(call: CallNode, index: number): boolean {
  const arg = call.arguments[index] as Node | undefined;
  const value = arg && bare(arg);
  if (value === undefined || isNothing(value)) return false;
  return (
    value.type !== "ObjectExpression" ||
    value.properties.some(({ type }) => type === "SpreadElement")
  );
}

/** `undefined`, `null`, `void 0`. */
export function isNothing(value: Node): boolean {
  return (
    value.type === "NullLiteral" ||
    (value.type === "Identifier" && value.name === "undefined") ||
    (value.type === "UnaryExpression" && value.operator === "void")
  );
}
