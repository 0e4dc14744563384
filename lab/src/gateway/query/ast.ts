// The tree of a query. Every node knows where it stands in the text.
import type { Span } from "./QueryError.ts";

export interface QueryNode extends Span {
  readonly distinct: boolean;
  readonly top: CountNode | undefined;
  readonly select: SelectNode;
  /** Empty without FROM. The first one and then those of JOIN. */
  readonly sources: readonly SourceNode[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly OrderNode[];
  readonly offset: CountNode | undefined;
  readonly limit: CountNode | undefined;
}

/** What TOP, OFFSET and LIMIT take. */
export type CountNode = LiteralNode | ParameterNode;

export type SelectNode = StarNode | ValueNode | ListNode;

export interface StarNode extends Span {
  readonly kind: "star";
}

export interface ValueNode extends Span {
  readonly kind: "value";
  readonly expression: Expression;
}

export interface ListNode extends Span {
  readonly kind: "list";
  readonly items: readonly SelectItem[];
}

export interface SelectItem extends Span {
  readonly expression: Expression;
  readonly alias: string | undefined;
}

export interface SourceNode extends Span {
  readonly collection: PathNode | SubqueryNode;
  readonly alias: string | undefined;
  /** `x IN collection`: each element of an array. */
  readonly iterates: boolean;
}

export interface PathNode extends Span {
  readonly kind: "path";
  readonly root: string;
  readonly steps: readonly (string | number)[];
}

export interface OrderNode extends Span {
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Expression =
  | LiteralNode
  | ParameterNode
  | NameNode
  | MemberNode
  | ArrayNode
  | ObjectNode
  | UnaryNode
  | BinaryNode
  | LogicalNode
  | ConditionalNode
  | BetweenNode
  | InNode
  | LikeNode
  | CallNode
  | SubqueryNode
  | ExistsNode
  | ArrayQueryNode;

export interface LiteralNode extends Span {
  readonly kind: "literal";
  readonly value: string | number | boolean | null | undefined;
}

export interface ParameterNode extends Span {
  readonly kind: "parameter";
  /** With its `@`. */
  readonly name: string;
}

export interface NameNode extends Span {
  readonly kind: "name";
  readonly name: string;
}

/** `object.key`, `object["key"]`, `object[expression]` */
export interface MemberNode extends Span {
  readonly kind: "member";
  readonly object: Expression;
  readonly key: Expression;
}

export interface ArrayNode extends Span {
  readonly kind: "array";
  readonly elements: readonly Expression[];
}

export interface ObjectNode extends Span {
  readonly kind: "object";
  readonly properties: readonly {
    readonly name: string;
    readonly value: Expression;
  }[];
}

export type UnaryOperator = "+" | "-" | "~" | "NOT";

export interface UnaryNode extends Span {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type ArithmeticOperator =
  "+" | "-" | "*" | "/" | "%" | "&" | "|" | "^" | "<<" | ">>" | ">>>";
export type BinaryOperator =
  ComparisonOperator | ArithmeticOperator | "||" | "??";

export interface BinaryNode extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A whole chain, so that a filter of thousands of ORs is not a tree of that depth. */
export interface LogicalNode extends Span {
  readonly kind: "logical";
  readonly operator: "AND" | "OR";
  readonly operands: readonly Expression[];
}

export interface ConditionalNode extends Span {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}

export interface BetweenNode extends Span {
  readonly kind: "between";
  readonly negated: boolean;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface InNode extends Span {
  readonly kind: "in";
  readonly negated: boolean;
  readonly operand: Expression;
  readonly list: readonly Expression[];
}

export interface LikeNode extends Span {
  readonly kind: "like";
  readonly negated: boolean;
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape: string | undefined;
}

export interface CallNode extends Span {
  readonly kind: "call";
  /** As written. */
  readonly name: string;
  readonly isUdf: boolean;
  readonly args: readonly Expression[];
}

/** `(SELECT ...)` */
export interface SubqueryNode extends Span {
  readonly kind: "subquery";
  readonly query: QueryNode;
}

export interface ExistsNode extends Span {
  readonly kind: "exists";
  readonly query: QueryNode;
}

/** `ARRAY(SELECT ...)` */
export interface ArrayQueryNode extends Span {
  readonly kind: "arrayQuery";
  readonly query: QueryNode;
}
