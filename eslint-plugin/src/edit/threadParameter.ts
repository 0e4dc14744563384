import { addParameters, refuseOtherParameters } from "./parameters.ts";
import { functionName } from "./functionName.ts";
import type { Draft } from "./draft.ts";
import { signaturesBeside, type Candidates } from "./family.ts";
import { documentParameter } from "./jsDoc.ts";
import { appendItems } from "./listItems.ts";
import { argumentList, parameterList, parametersOf } from "./lists.ts";
import { bare, type CallNode, type FunctionNode, type Node } from "./nodes.ts";
import { freeName } from "./names.ts";
import { isNothing } from "./optionsArgument.ts";
import { Refusal } from "./proposal.ts";
import { refuseOtherUses } from "./otherUses.ts";
import type { Source } from "./source.ts";
import type { NameWishes, TokenValue } from "./tokenVariable.ts";

export interface Target {
  readonly source: Source;
  readonly fn: FunctionNode;
}

/** What is threaded: the token, or the message that bears it. */
export interface ParameterWish {
  readonly names: NameWishes;
  /** Its type in TypeScript. */
  readonly type: "string" | "unknown";
}

export interface Threaded extends TokenValue {
  /** Index of the argument that carries the token. */
  readonly index: number;
}

/**
 * Gives a function an optional last parameter for the token, or finds the one that it has. Declarations that
 * promise the function (overloads, interfaces, abstract members) get it too, so that callers may pass it.
 *
 * @throws {Refusal} where another parameter would change what the function does for somebody else.
 */
export function threadParameter(
  draft: Draft,
  target: Target,
  call: { readonly source: Source; readonly node: CallNode },
  wish: ParameterWish,
  candidates: Candidates,
): Threaded {
  const { source, fn } = target;
  const threaded = draft.once(`parameter ${source.file} ${fn.start}`, () => {
    const own = ownParameter(source, fn, wish);
    if (own !== undefined) return own;
    refuseUnfit(source, fn);
    refuseOtherParameters(source, fn);
    refuseOtherUses(draft, target, candidates);
    const name = freeName(source, wish.names, fn);
    const index = realParameters(fn).length;
    addParameters(draft, source, fn, [parameterText(source, name, wish)]);
    documentParameter(draft, source, fn, name, wish.type);
    return { text: name, index, isString: false, isParameter: true };
  });
  for (const signature of signaturesBeside(draft, target, call, candidates)) {
    draft.once(
      `parameter ${signature.source.file} ${signature.node.start}`,
      () => {
        const parameters = realParameters(signature.node);
        if (parameters.length > threaded.index) {
          const known = parameters[threaded.index];
          if (known?.type === "Identifier" && known.name === threaded.text)
            return;
        }
        if (
          parameters.length !== threaded.index ||
          parameters.some(({ type }) => type === "RestElement")
        ) {
          throw new Refusal(
            `\`${functionName(source, fn) ?? "The function"}\` is declared with other parameters in ${describe(signature.source, signature.node)}, so the place of another one is not clear. Add \`sessionToken\` there by hand.`,
          );
        }
        appendItems(
          draft,
          signature.source,
          parameterList(signature.source, signature.node),
          [parameterText(signature.source, threaded.text, wish)],
        );
      },
    );
  }
  return threaded;
}

function parameterText(
  source: Source,
  name: string,
  { type }: ParameterWish,
): string {
  return source.isTypeScript ? `${name}?: ${type}` : name;
}

/** The parameters that arguments go to: without TypeScript's `this`. */
function realParameters(signature: Parameters<typeof parametersOf>[0]): Node[] {
  return parametersOf(signature).filter(
    (p) => !(p.type === "Identifier" && p.name === "this"),
  );
}

/** A parameter that is there for it already. */
function ownParameter(
  source: Source,
  fn: FunctionNode,
  wish: ParameterWish,
): Threaded | undefined {
  for (const [index, parameter] of realParameters(fn).entries()) {
    if (parameter.type !== "Identifier") continue;
    if (!wish.names.includes(parameter.name)) continue;
    const type = parameter.typeAnnotation
      ? source.slice(parameter.typeAnnotation).replace(/^:\s*/, "")
      : "";
    if (!isMeant(source, parameter, type, wish, index)) continue;
    return {
      text: parameter.name,
      index,
      isString: type === "string" && parameter.optional !== true,
      isParameter: true,
    };
  }
  return undefined;
}

function isMeant(
  source: Source,
  parameter: Node & { optional?: boolean | null },
  type: string,
  wish: ParameterWish,
  index: number,
): boolean {
  if (wish.type === "unknown") {
    if (source.isTypeScript) return type === "unknown" && !!parameter.optional;
    // A first parameter called `message` may be a message of another kind; one behind others is ours.
    return index > 0;
  }
  return !source.isTypeScript || /^string(?:\s*\|\s*undefined)?$/.test(type);
}

function refuseUnfit(source: Source, fn: FunctionNode): void {
  const kind =
    (fn.type === "ClassMethod" || fn.type === "ObjectMethod") &&
    fn.kind !== "method"
      ? fn.kind
      : undefined;
  if (kind !== undefined) {
    const name =
      kind === "constructor"
        ? "A constructor"
        : kind === "get"
          ? "A getter"
          : "A setter";
    throw new Refusal(
      `${name} in line ${source.line(fn.start)} lies between the handler and the read, and takes no token. Read in a method instead, then try again.`,
    );
  }
}

/** Passes the token as the argument at `index`; arguments that are left out before it become `undefined`. */
export function passArgument(
  draft: Draft,
  source: Source,
  call: CallNode,
  index: number,
  value: TokenValue,
): void {
  draft.once(`argument ${source.file} ${call.start} ${call.end}`, () => {
    const args = call.arguments as Node[];
    const spread = args.findIndex(({ type }) => type === "SpreadElement");
    if (spread !== -1 && spread <= index) {
      throw new Refusal(
        `The arguments of the call in line ${source.line(call.start)} are spread, so the token's place among them is not known. Write them out, then try again.`,
      );
    }
    const present = args[index];
    if (present === undefined) {
      const missing = Array.from(
        { length: index - args.length },
        () => "undefined",
      );
      appendItems(draft, source, argumentList(source, call), [
        ...missing,
        value.text,
      ]);
      return;
    }
    const given = bare(present);
    if (isNothing(given))
      draft.replace(source, given.start, given.end, value.text);
    else if (source.slice(given) !== value.text) {
      throw new Refusal(
        `The call in line ${source.line(call.start)} passes another value where the message's token has its place. Pass the token there by hand, or merge the two.`,
      );
    }
  });
}

/** Whether a call leaves the argument at `index` out, so that it can be given. */
export function hasPlaceFor(call: CallNode, index: number): boolean {
  if (call.arguments.some(({ type }) => type === "SpreadElement")) return false;
  const present = call.arguments[index];
  return present === undefined || isNothing(bare(present));
}

function describe(source: Source, node: Node): string {
  return `\`${source.file.split(/[\\/]/).at(-1)}\` line ${source.line(node.start)}`;
}
