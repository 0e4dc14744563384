import type {
  BinaryOperator,
  CallNode,
  Expression,
  LiteralNode,
  ObjectNode,
  ParameterNode,
  QueryNode,
  UnaryOperator,
} from "../ast.ts";
import { QueryError, unsupported, type Span } from "../QueryError.ts";
import { TokenReader } from "./TokenReader.ts";

const comparisons = new Set("= != < <= > >= << >> >>>".split(" "));
const additives = new Set("+ - & | ^".split(" "));
const multiplicatives = new Set("* / %".split(" "));

/** Left to right, the longest chain of such operators. */
const longestChain = 1000;

/**
 * Scalar expressions. Levels and associativity are those of the service's own grammar, as the language
 * service of Microsoft's extension for the service describes them: NOT binds like a minus sign,
 * `& | ^` like `+`, shifts like comparisons, and BETWEEN is no operand of AND and OR unless it stands
 * in parentheses.
 */
export abstract class ExpressionParser extends TokenReader {
  /** A query inside of an expression. */
  protected abstract query(): QueryNode;

  protected expression(): Expression {
    return this.nested(() => this.#conditional());
  }

  protected expressions(): Expression[] {
    const list = [this.expression()];
    while (this.takeSymbol(",")) list.push(this.expression());
    return list;
  }

  #conditional(): Expression {
    const { start } = this.peek();
    const condition = this.#coalesce();
    if (!this.takeSymbol("?")) return condition;
    const consequent = this.expression();
    this.expectSymbol(":");
    const alternate = this.expression();
    return {
      kind: "conditional",
      condition,
      consequent,
      alternate,
      ...this.spanFrom(start),
    };
  }

  #coalesce(): Expression {
    const { start } = this.peek();
    const left = this.#between();
    if (!this.takeSymbol("??")) return left;
    const right = this.nested(() => this.#coalesce());
    return {
      kind: "binary",
      operator: "??",
      left,
      right,
      ...this.spanFrom(start),
    };
  }

  #between(): Expression {
    const { start } = this.peek();
    const operand = this.#logical("OR");
    if (!this.#isAtBetween()) return operand;
    const negated = this.takeKeyword("NOT");
    this.expectKeyword("BETWEEN");
    const low = this.#comparison();
    this.expectKeyword("AND");
    const high = this.#comparison();
    if (this.isKeyword("AND") || this.isKeyword("OR")) throw bare(this.peek());
    return {
      kind: "between",
      negated,
      operand,
      low,
      high,
      ...this.spanFrom(start),
    };
  }

  #isAtBetween(): boolean {
    return this.isKeyword("BETWEEN", this.isKeyword("NOT") ? 1 : 0);
  }

  #logical(operator: "AND" | "OR"): Expression {
    const read = (): Expression =>
      operator === "OR" ? this.#logical("AND") : this.#membership();
    const { start } = this.peek();
    const operands = [read()];
    while (this.takeKeyword(operator)) operands.push(read());
    if (operands.length === 1) return operands[0]!;
    if (this.#isAtBetween()) throw bare(this.peek());
    return { kind: "logical", operator, operands, ...this.spanFrom(start) };
  }

  /** IN and LIKE */
  #membership(): Expression {
    const { start } = this.peek();
    const operand = this.#comparison();
    const negated =
      this.isKeyword("NOT") &&
      (this.isKeyword("IN", 1) || this.isKeyword("LIKE", 1));
    if (negated) this.next();
    if (this.takeKeyword("IN")) {
      this.expectSymbol("(");
      const list = this.expressions();
      this.expectSymbol(")");
      return { kind: "in", negated, operand, list, ...this.spanFrom(start) };
    }
    if (!this.takeKeyword("LIKE")) return operand;
    const pattern = this.#comparison();
    const escape = this.takeKeyword("ESCAPE") ? this.#string() : undefined;
    return {
      kind: "like",
      negated,
      operand,
      pattern,
      escape,
      ...this.spanFrom(start),
    };
  }

  #comparison(): Expression {
    return this.#chain(comparisons, () => this.#concatenation());
  }

  #concatenation(): Expression {
    return this.#chain(new Set(["||"]), () => this.#additive());
  }

  #additive(): Expression {
    return this.#chain(additives, () => this.#multiplicative());
  }

  #multiplicative(): Expression {
    return this.#chain(multiplicatives, () => this.#unary());
  }

  #chain(
    operators: ReadonlySet<string>,
    operand: () => Expression,
  ): Expression {
    const { start } = this.peek();
    let left = operand();
    for (let length = 0; ; length++) {
      const token = this.peek();
      if (token.kind !== "symbol" || !operators.has(token.text)) return left;
      if (length === longestChain) {
        throw unsupported(
          `More than ${longestChain} operators '${token.text}' in one chain.`,
          token,
        );
      }
      this.next();
      const operator = token.text as BinaryOperator;
      const right = operand();
      left = {
        kind: "binary",
        operator,
        left,
        right,
        ...this.spanFrom(start),
      };
    }
  }

  #unary(): Expression {
    const token = this.peek();
    const isSign = token.kind === "symbol" && /^[-+~]$/.test(token.text);
    const isNot =
      this.isKeyword("NOT") && !/^(?:IN|LIKE|BETWEEN)$/.test(this.peek(1).text);
    if (!isSign && !isNot) return this.#postfix();
    this.next();
    const operand = this.nested(() => this.#unary());
    return {
      kind: "unary",
      operator: token.text as UnaryOperator,
      operand,
      ...this.spanFrom(token.start),
    };
  }

  #postfix(): Expression {
    const { start } = this.peek();
    let object = this.#primary();
    for (let length = 0; ; length++) {
      if (length === longestChain) {
        throw unsupported(
          `A path of more than ${longestChain} steps.`,
          this.peek(),
        );
      }
      let key: Expression;
      if (this.takeSymbol(".")) {
        const { start: at, end } = this.peek();
        key = { kind: "literal", value: this.expectName(), start: at, end };
      } else if (this.takeSymbol("[")) {
        key = this.expression();
        this.expectSymbol("]");
      } else {
        return object;
      }
      object = { kind: "member", object, key, ...this.spanFrom(start) };
    }
  }

  #primary(): Expression {
    const token = this.peek();
    const { start, end } = token;
    switch (token.kind) {
      case "string":
        this.next();
        return { kind: "literal", value: token.text, start, end };
      case "number":
        this.next();
        return { kind: "literal", value: token.value, start, end };
      case "parameter":
        return this.parameter();
      case "name":
        if (this.isSymbol("(", 1)) return this.#call();
        this.next();
        return { kind: "name", name: token.text, start, end };
      case "keyword":
        return this.#keyword();
      case "symbol":
        return this.#bracketed();
      case "end":
        throw this.unexpected();
    }
  }

  protected parameter(): ParameterNode {
    const { kind, text: name, start, end } = this.peek();
    if (kind !== "parameter") throw this.unexpected();
    this.next();
    return { kind: "parameter", name, start, end };
  }

  #string(): string {
    if (this.peek().kind !== "string") throw this.unexpected();
    return this.next().text;
  }

  #call(isUdf = false, start = this.peek().start): CallNode {
    const word = this.peek();
    if (functionWords.has(word.text)) this.next();
    else this.expectName();
    const name = this.text.slice(word.start, word.end);
    this.expectSymbol("(");
    const args = this.isSymbol(")") ? [] : this.expressions();
    this.expectSymbol(")");
    return { kind: "call", name, isUdf, args, ...this.spanFrom(start) };
  }

  #keyword(): Expression {
    const { text, start, end } = this.peek();
    const constant = constants.get(text);
    if (constant !== undefined) {
      this.next();
      return { kind: "literal", value: constant.value, start, end };
    }
    if (text === "EXISTS" || text === "ARRAY") {
      this.next();
      const query = this.#parenthesized();
      const kind = text === "EXISTS" ? "exists" : "arrayQuery";
      return { kind, query, ...this.spanFrom(start) };
    }
    if (text === "UDF" && this.isSymbol(".", 1)) {
      this.next();
      this.next();
      return this.#call(true, start);
    }
    if (functionWords.has(text)) return this.#call();
    throw this.unexpected();
  }

  #parenthesized(): QueryNode {
    this.expectSymbol("(");
    const query = this.nested(() => this.query());
    this.expectSymbol(")");
    return query;
  }

  #bracketed(): Expression {
    const { start } = this.peek();
    if (this.isSymbol("(") && this.isKeyword("SELECT", 1)) {
      const query = this.#parenthesized();
      return { kind: "subquery", query, ...this.spanFrom(start) };
    }
    if (this.takeSymbol("(")) {
      const inner = this.expression();
      this.expectSymbol(")");
      // With its parentheses, so that messages show what was written.
      return { ...inner, ...this.spanFrom(start) };
    }
    if (this.takeSymbol("[")) {
      const elements = this.isSymbol("]") ? [] : this.expressions();
      this.expectSymbol("]");
      return { kind: "array", elements, ...this.spanFrom(start) };
    }
    if (this.takeSymbol("{")) return this.#object(start);
    throw this.unexpected();
  }

  #object(start: number): ObjectNode {
    const properties: { name: string; value: Expression }[] = [];
    while (!this.isSymbol("}")) {
      if (properties.length > 0) this.expectSymbol(",");
      const name =
        this.peek().kind === "string" ? this.#string() : this.expectName();
      this.expectSymbol(":");
      properties.push({ name, value: this.expression() });
    }
    this.expectSymbol("}");
    return { kind: "object", properties, ...this.spanFrom(start) };
  }
}

function bare(at: Span): QueryError {
  return new QueryError(
    "SC1001",
    "Syntax error, put BETWEEN ... AND ... in parentheses where AND or OR stands beside it.",
    at,
  );
}

/** Reserved words that name functions. */
const functionWords = new Set(["LEFT", "RIGHT"]);

const constants: ReadonlyMap<string, Pick<LiteralNode, "value">> = new Map([
  ["TRUE", { value: true }],
  ["FALSE", { value: false }],
  ["NULL", { value: null }],
  ["UNDEFINED", { value: undefined }],
]);
