import { RuleError } from "../Rule.ts";
import { systemProperties } from "../systemProperty.ts";
import { toValue } from "../value.ts";
import {
  isCondition,
  type Arithmetic,
  type Comparison,
  type Condition,
  type Expression,
  type Operand,
  type Property,
} from "./Expression.ts";
import { readTokens, type Keyword, type Token } from "./tokens.ts";

const comparisons = new Map<string, Comparison>([
  ["=", "="],
  ["<>", "<>"],
  ["!=", "<>"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
]);

const additions = new Map<string, Arithmetic>([
  ["+", "+"],
  ["-", "-"],
]);

const multiplications = new Map<string, Arithmetic>([
  ["*", "*"],
  ["/", "/"],
  ["%", "%"],
]);

const largestInt64 = 2n ** 63n - 1n;

/**
 * The grammar of "Subscription rule SQL filter syntax" in the documentation of Service Bus.
 *
 * @param parameters Values by name, with the `@`.
 * @throws {RuleError} With the position of what cannot be understood.
 */
export function parseSqlFilter(
  text: string,
  parameters: ReadonlyMap<string, unknown>,
): Condition {
  return new Parser(readTokens(text), parameters).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #parameters: ReadonlyMap<string, unknown>;
  #next = 0;

  constructor(
    tokens: readonly Token[],
    parameters: ReadonlyMap<string, unknown>,
  ) {
    this.#tokens = tokens;
    this.#parameters = parameters;
  }

  whole(): Condition {
    const first = this.#peek();
    if (
      first.kind === "name" &&
      !first.delimited &&
      /^(set|remove)$/i.test(first.text) &&
      this.#peek(1).kind === "name"
    ) {
      throw new RuleError(
        "FilterUnsupported",
        `SQL filter, position ${String(first.at)}: ${first.text.toUpperCase()} is an action, not a filter, and the lab has no rule actions.`,
        first.at,
      );
    }
    const expression = this.#or();
    const rest = this.#peek();
    if (rest.kind !== "end") {
      const joins = isCondition(expression);
      fail(rest, joins ? "AND, OR or the end" : "a comparison");
    }
    return asCondition(expression);
  }

  #or(): Expression {
    let left = this.#and();
    for (let at; (at = this.#takeWord("OR")) !== undefined;) {
      left = {
        kind: "or",
        left: asCondition(left),
        right: asCondition(this.#and()),
        at,
      };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    for (let at; (at = this.#takeWord("AND")) !== undefined;) {
      left = {
        kind: "and",
        left: asCondition(left),
        right: asCondition(this.#not()),
        at,
      };
    }
    return left;
  }

  #not(): Expression {
    const at = this.#takeWord("NOT");
    return at === undefined
      ? this.#comparison()
      : { kind: "not", condition: asCondition(this.#not()), at };
  }

  #comparison(): Expression {
    const exists = this.#takeWord("EXISTS");
    if (exists !== undefined) {
      this.#expectSign("(");
      const property = asProperty(this.#primary());
      this.#expectSign(")");
      return { kind: "exists", property, at: exists };
    }
    const left = this.#sum();
    const { at } = this.#peek();
    const operator = this.#takeSign(comparisons);
    if (operator !== undefined) {
      const right = asOperand(this.#sum());
      return { kind: "compare", operator, left: asOperand(left), right, at };
    }
    if (this.#takeWord("IS") !== undefined) {
      const negated = this.#takeWord("NOT") !== undefined;
      if (this.#takeWord("NULL") === undefined) fail(this.#peek(), "NULL");
      const property = asProperty(left);
      return negate(negated, { kind: "isNull", property, at });
    }
    const negated = this.#takeWord("NOT") !== undefined;
    if (this.#takeWord("IN") !== undefined) {
      const operand = asOperand(left);
      return negate(negated, { kind: "in", operand, among: this.#list(), at });
    }
    if (this.#takeWord("LIKE") !== undefined) {
      const operand = asOperand(left);
      const pattern = asOperand(this.#sum());
      const escape =
        this.#takeWord("ESCAPE") === undefined
          ? undefined
          : asOperand(this.#sum());
      return negate(negated, { kind: "like", operand, pattern, escape, at });
    }
    if (negated) fail(this.#peek(), "IN or LIKE");
    return left;
  }

  #list(): readonly Operand[] {
    this.#expectSign("(");
    const among: Operand[] = [];
    do {
      among.push(asOperand(this.#sum()));
    } while (this.#takeOneSign(","));
    this.#expectSign(")");
    return among;
  }

  #sum(): Expression {
    return this.#arithmetic(additions, () => this.#product());
  }

  #product(): Expression {
    return this.#arithmetic(multiplications, () => this.#signed());
  }

  #arithmetic(
    operators: ReadonlyMap<string, Arithmetic>,
    part: () => Expression,
  ): Expression {
    let left = part();
    for (;;) {
      const { at } = this.#peek();
      const operator = this.#takeSign(operators);
      if (operator === undefined) return left;
      left = {
        kind: "arithmetic",
        operator,
        left: asOperand(left),
        right: asOperand(part()),
        at,
      };
    }
  }

  #signed(): Expression {
    const { at } = this.#peek();
    const sign = this.#takeSign(additions);
    if (sign === undefined) return this.#primary();
    const minus = sign === "-";
    const next = this.#peek();
    if (minus && next.kind === "integer" && next.value === largestInt64 + 1n) {
      // The smallest Int64 can only be written with its sign.
      this.#next++;
      return { kind: "constant", value: -next.value, at };
    }
    return { kind: "sign", minus, operand: asOperand(this.#signed()), at };
  }

  #primary(): Expression {
    const token = this.#peek();
    const { at } = token;
    switch (token.kind) {
      case "string":
      case "double":
        this.#next++;
        return { kind: "constant", value: token.value, at };
      case "integer":
        if (token.value > largestInt64) {
          throw new RuleError(
            "FilterSyntax",
            `SQL filter, position ${String(at)}: this whole number does not fit into 64 bits. Write it with a decimal point.`,
            at,
          );
        }
        this.#next++;
        return { kind: "constant", value: token.value, at };
      case "parameter":
        this.#next++;
        return { kind: "constant", value: this.#parameter(token.text, at), at };
      case "name":
        this.#next++;
        return this.#named(token);
      case "keyword": {
        const value = constants.get(token.word);
        if (value === undefined) break;
        this.#next++;
        return { kind: "constant", value, at };
      }
      case "sign":
        if (token.text !== "(") break;
        this.#next++;
        return this.#closed(this.#or());
      case "end":
        break;
    }
    return fail(token, "a property or a value");
  }

  #named(token: Token & { kind: "name" }): Operand {
    const { at, text } = token;
    if (!token.delimited) {
      if (this.#takeOneSign("(")) return this.#call(text, at);
      const scope = text.toLowerCase();
      if (this.#takeOneSign(".")) return this.#scoped(scope, at);
    }
    return { kind: "userProperty", name: text, at };
  }

  #scoped(scope: string, at: number): Property {
    const token = this.#peek();
    if (token.kind !== "name") return fail(token, "the name of a property");
    this.#next++;
    if (scope === "user") return { kind: "userProperty", name: token.text, at };
    if (scope !== "sys") {
      throw new RuleError(
        "FilterSyntax",
        `SQL filter, position ${String(at)}: "${scope}." is no scope; there are "sys." and "user.". A name with a dot is written in brackets, [a.b].`,
        at,
      );
    }
    const name = systemProperties.get(token.text.toLowerCase());
    if (name === undefined) {
      throw new RuleError(
        "FilterProperty",
        `SQL filter, position ${String(token.at)}: the lab has no system property "sys.${token.text}" for filters; it has ${[...systemProperties.keys()].join(", ")}.`,
        token.at,
      );
    }
    return { kind: "systemProperty", name, at };
  }

  #call(name: string, at: number): Operand {
    switch (name.toLowerCase()) {
      case "newid":
        this.#expectSign(")");
        return { kind: "newId", at };
      case "p":
      case "property": {
        const argument = asOperand(this.#closed(this.#sum()));
        return { kind: "propertyFunction", name: argument, at };
      }
      default:
        throw new RuleError(
          "FilterSyntax",
          `SQL filter, position ${String(at)}: there is no function "${name}"; there are newid(), property(name) and p(name).`,
          at,
        );
    }
  }

  #parameter(name: string, at: number) {
    if (!this.#parameters.has(name)) {
      throw new RuleError(
        "FilterParameter",
        `SQL filter, position ${String(at)}: the parameter ${name} has no value. Give it one in sqlParameters of the filter.`,
        at,
      );
    }
    return toValue(this.#parameters.get(name));
  }

  #closed<T>(inner: T): T {
    this.#expectSign(")");
    return inner;
  }

  #peek(ahead = 0): Token {
    // The last token is the end, which is never passed over.
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  #takeWord(word: Keyword): number | undefined {
    const token = this.#peek();
    if (token.kind !== "keyword" || token.word !== word) return undefined;
    this.#next++;
    return token.at;
  }

  #takeSign<T>(signs: ReadonlyMap<string, T>): T | undefined {
    const token = this.#peek();
    const found = token.kind === "sign" ? signs.get(token.text) : undefined;
    if (found !== undefined) this.#next++;
    return found;
  }

  #takeOneSign(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== "sign" || token.text !== text) return false;
    this.#next++;
    return true;
  }

  #expectSign(text: string): void {
    if (!this.#takeOneSign(text)) fail(this.#peek(), text);
  }
}

const constants = new Map<Keyword, boolean | null>([
  ["TRUE", true],
  ["FALSE", false],
  ["NULL", null],
]);

function negate(negated: boolean, condition: Condition): Condition {
  return negated ? { kind: "not", condition, at: condition.at } : condition;
}

function asCondition(expression: Expression): Condition {
  if (isCondition(expression)) return expression;
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(expression.at)}: a condition is expected here, and this is a value. Compare it with something: x = TRUE, x IS NOT NULL; 1=1 is always true.`,
    expression.at,
  );
}

function asOperand(expression: Expression): Operand {
  if (!isCondition(expression)) return expression;
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(expression.at)}: a value is expected here, and this is a condition. Conditions are joined by AND and OR.`,
    expression.at,
  );
}

function asProperty(expression: Expression): Property {
  if (
    expression.kind === "userProperty" ||
    expression.kind === "systemProperty"
  ) {
    return expression;
  }
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(expression.at)}: the name of a property is expected here.`,
    expression.at,
  );
}

function fail(found: Token, expected: string): never {
  throw new RuleError(
    "FilterSyntax",
    `SQL filter, position ${String(found.at)}: expected ${expected}, found ${describe(found)}.`,
    found.at,
  );
}

function describe(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the end of the filter";
    case "keyword":
      return token.word;
    case "name":
    case "parameter":
    case "sign":
      return token.text;
    case "string":
      return "a text";
    case "integer":
    case "double":
      return "a number";
  }
}
