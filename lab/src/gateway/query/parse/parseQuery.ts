import type {
  CountNode,
  OrderNode,
  PathNode,
  QueryNode,
  SelectItem,
  SelectNode,
  SourceNode,
  SubqueryNode,
} from "../ast.ts";
import { unsupported } from "../QueryError.ts";
import { ExpressionParser } from "./ExpressionParser.ts";

/** @throws {QueryError} With the place where the text stops to be a query. */
export function parseQuery(text: string): QueryNode {
  return new QueryParser(text).whole();
}

class QueryParser extends ExpressionParser {
  whole(): QueryNode {
    // A condition without SELECT is what patch takes: `from c where c.open`.
    const query = this.isKeyword("FROM") ? this.#condition() : this.query();
    if (this.peek().kind !== "end") throw this.unexpected();
    return query;
  }

  #condition(): QueryNode {
    const { start } = this.peek();
    const at = { start, end: start };
    const expression = { kind: "literal", value: true, ...at } as const;
    const select = { kind: "value", expression, ...at } as const;
    return this.#clauses(start, false, undefined, select);
  }

  protected query(): QueryNode {
    const { start } = this.peek();
    this.expectKeyword("SELECT");
    const distinct = this.takeKeyword("DISTINCT");
    const top = this.takeKeyword("TOP") ? this.#count() : undefined;
    return this.#clauses(start, distinct, top, this.#select());
  }

  #clauses(
    start: number,
    distinct: boolean,
    top: CountNode | undefined,
    select: SelectNode,
  ): QueryNode {
    const sources = this.#sources();
    const where = this.takeKeyword("WHERE") ? this.expression() : undefined;
    const groupBy = this.#takeBy("GROUP") ? this.expressions() : [];
    const orderBy = this.#takeBy("ORDER") ? this.#order() : [];
    let offset: CountNode | undefined;
    let limit: CountNode | undefined;
    if (this.takeKeyword("OFFSET")) {
      offset = this.#count();
      this.expectKeyword("LIMIT");
      limit = this.#count();
    }
    return {
      distinct,
      top,
      select,
      sources,
      where,
      groupBy,
      orderBy,
      offset,
      limit,
      ...this.spanFrom(start),
    };
  }

  #takeBy(word: string): boolean {
    if (!this.takeKeyword(word)) return false;
    this.expectKeyword("BY");
    return true;
  }

  #count(): CountNode {
    const token = this.peek();
    if (token.kind === "parameter") return this.parameter();
    if (token.kind !== "number" || !Number.isInteger(token.value)) {
      throw this.unexpected();
    }
    this.next();
    const { value, start, end } = token;
    return { kind: "literal", value, start, end };
  }

  #select(): SelectNode {
    const { start } = this.peek();
    if (this.takeSymbol("*")) return { kind: "star", ...this.spanFrom(start) };
    if (this.takeKeyword("VALUE")) {
      const expression = this.expression();
      return { kind: "value", expression, ...this.spanFrom(start) };
    }
    const items = [this.#selectItem()];
    while (this.takeSymbol(",")) items.push(this.#selectItem());
    return { kind: "list", items, ...this.spanFrom(start) };
  }

  #selectItem(): SelectItem {
    const { start } = this.peek();
    const expression = this.expression();
    let alias: string | undefined;
    const isNamed = this.takeKeyword("AS");
    const { kind } = this.peek();
    if (kind === "name" || kind === "string") alias = this.next().text;
    else if (isNamed) throw this.unexpected();
    return { expression, alias, ...this.spanFrom(start) };
  }

  #sources(): SourceNode[] {
    const sources: SourceNode[] = [];
    if (!this.takeKeyword("FROM")) return sources;
    do sources.push(this.#source());
    while (this.takeKeyword("JOIN"));
    return sources;
  }

  #source(): SourceNode {
    const { start } = this.peek();
    if (this.peek().kind === "name" && this.isKeyword("IN", 1)) {
      const alias = this.expectName();
      this.next();
      const collection = this.#collection();
      const iterates = true;
      return { collection, alias, iterates, ...this.spanFrom(start) };
    }
    const collection = this.#collection();
    const isNamed = this.takeKeyword("AS");
    const alias =
      isNamed || this.peek().kind === "name" ? this.expectName() : undefined;
    const iterates = false;
    return { collection, alias, iterates, ...this.spanFrom(start) };
  }

  #collection(): PathNode | SubqueryNode {
    const { start } = this.peek();
    if (this.takeSymbol("(")) {
      const query = this.nested(() => this.query());
      this.expectSymbol(")");
      return { kind: "subquery", query, ...this.spanFrom(start) };
    }
    const root = this.expectName();
    const steps: (string | number)[] = [];
    for (;;) {
      if (this.takeSymbol(".")) steps.push(this.expectName());
      else if (this.takeSymbol("[")) steps.push(this.#step());
      else return { kind: "path", root, steps, ...this.spanFrom(start) };
    }
  }

  #step(): string | number {
    const { kind, text, value } = this.peek();
    if (kind !== "string" && kind !== "number") throw this.unexpected();
    this.next();
    this.expectSymbol("]");
    return value ?? text;
  }

  #order(): OrderNode[] {
    const orders: OrderNode[] = [];
    do {
      const { start, kind, text } = this.peek();
      if (
        kind === "name" &&
        /^rank$/i.test(text) &&
        this.peek(1).kind === "name"
      ) {
        throw unsupported("ORDER BY RANK is not supported.", this.peek());
      }
      const expression = this.expression();
      const descending = this.takeKeyword("DESC");
      if (!descending) this.takeKeyword("ASC");
      orders.push({ expression, descending, ...this.spanFrom(start) });
    } while (this.takeSymbol(","));
    return orders;
  }
}
