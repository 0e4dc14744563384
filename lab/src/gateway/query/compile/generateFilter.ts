import { compileFunction } from "node:vm";
import type { BinaryNode, Expression, InNode } from "../ast.ts";
import { constantOf, type Evaluate, type Frame } from "./context.ts";
import { isPlainKey } from "./member.ts";

/** Whether WHERE is true for an item, which stands in the frame too. */
export type Filter = (item: unknown, frame: Frame) => boolean;

export interface FilterSource {
  readonly where: Expression;
  /** Under which name the item is known. */
  readonly alias: string;
  readonly parameters: ReadonlyMap<string, unknown>;
  /** For what is not worth writing down as JavaScript. */
  readonly compile: (node: Expression) => Evaluate;
}

/**
 * WHERE as one JavaScript function, for queries that look at many items: the engine of JavaScript can
 * then optimise it as a whole, which it cannot do with functions that call functions. To make it takes
 * longer than a short query, so only long ones do.
 */
export function generateFilter(source: FilterSource): Filter {
  const writer = new FilterWriter(source);
  const test = writer.truth(source.where);
  const create = findMaker(
    `return (item, frame) => { let value; ${writer.variables}return ${test}; };`,
  );
  return create(writer.constants, writer.others);
}

type Maker = (
  constants: readonly unknown[],
  others: readonly Evaluate[],
) => Filter;

/** How many kinds of filters are kept, so that the next such query finds one that is optimised. */
const keptMakers = 200;

const makers = new Map<string, Maker>();

function findMaker(body: string): Maker {
  const known = makers.get(body);
  if (known !== undefined) return known;
  if (makers.size >= keptMakers) makers.clear();
  const maker = compileFunction(body, ["constants", "others"]) as Maker;
  makers.set(body, maker);
  return maker;
}

/** Longer lists of IN are looked up in a set. */
const longestList = 16;

/** Writes expressions of JavaScript. Nothing of the query gets in but keys, as JSON. */
class FilterWriter {
  readonly constants: unknown[] = [];
  readonly others: Evaluate[] = [];
  readonly #source: FilterSource;
  #variables = 0;

  constructor(source: FilterSource) {
    this.#source = source;
  }

  get variables(): string {
    const names = Array.from({ length: this.#variables }, (_, at) => `v${at}`);
    return names.length === 0 ? "" : `let ${names.join()}; `;
  }

  /** True exactly where the expression is true; false where it is false, undefined or no boolean. */
  truth(node: Expression): string {
    switch (node.kind) {
      case "logical": {
        const tests = node.operands.map((operand) => this.truth(operand));
        return `(${tests.join(node.operator === "AND" ? " && " : " || ")})`;
      }
      case "binary":
        return this.#comparison(node) ?? this.#other(node);
      case "in":
        return this.#membership(node) ?? this.#other(node);
      case "call":
        return this.#isDefined(node) ?? this.#other(node);
      default:
        return this.#other(node);
    }
  }

  #other(node: Expression): string {
    this.others.push(this.#source.compile(node));
    return `others[${this.others.length - 1}](frame) === true`;
  }

  #comparison({ operator, left, right }: BinaryNode): string | undefined {
    const constant = constantOf(right, this.#source.parameters)?.[0];
    const isText = typeof constant === "string";
    if (!isText && typeof constant !== "number") return undefined;
    const path = this.#path(left);
    if (path === undefined) return undefined;
    const wanted = `constants[${this.constants.push(constant) - 1}]`;
    switch (operator) {
      case "=":
        return `${path} === ${wanted}`;
      case "!=":
        return `((value = ${path}) !== undefined && value !== ${wanted})`;
      case "<":
      case "<=":
      case ">":
      case ">=":
        return `(typeof (value = ${path}) === "${typeof constant}" && value ${operator} ${wanted})`;
      default:
        return undefined;
    }
  }

  #membership({ negated, operand, list }: InNode): string | undefined {
    const { parameters } = this.#source;
    const values = list.map((node) => constantOf(node, parameters)?.[0]);
    const path = this.#path(operand);
    const isPlain = values.every((value) => /^[sn]/.test(typeof value));
    if (
      negated ||
      path === undefined ||
      !isPlain ||
      values.length > longestList
    ) {
      return undefined;
    }
    const first = this.constants.push(...values) - values.length;
    const tests = values.map((_, at) => `value === constants[${first + at}]`);
    return `((value = ${path}), ${tests.join(" || ")})`;
  }

  #isDefined(node: Expression & { readonly kind: "call" }): string | undefined {
    const [argument] = node.args;
    if (node.name.toUpperCase() !== "IS_DEFINED" || node.isUdf)
      return undefined;
    if (argument === undefined || node.args.length > 1) return undefined;
    const path = this.#path(argument);
    return path === undefined ? undefined : `${path} !== undefined`;
  }

  #path(node: Expression): string | undefined {
    if (node.kind !== "member" || node.key.kind !== "literal") return undefined;
    const { value } = node.key;
    if (typeof value !== "string" || !isPlainKey(value)) return undefined;
    const step = `[${JSON.stringify(value)}]`;
    if (node.object.kind === "name") {
      return node.object.name === this.#source.alias
        ? `item${step}`
        : undefined;
    }
    const object = this.#path(node.object);
    if (object === undefined) return undefined;
    const held = `v${this.#variables++}`;
    return `(typeof (${held} = ${object}) === "object" && ${held} !== null ? ${held}${step} : undefined)`;
  }
}
