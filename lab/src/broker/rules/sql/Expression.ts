import type { SystemProperties } from "../MessageView.ts";
import type { Value } from "../value.ts";

/** The filter's text as a tree. A condition is true, false or unknown; an operand is a value or unknown. */
export type Expression = Condition | Operand;

export type Condition = { readonly at: number } & (
  | { readonly kind: "not"; readonly condition: Condition }
  | {
      readonly kind: "and" | "or";
      readonly left: Condition;
      readonly right: Condition;
    }
  | {
      readonly kind: "compare";
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: "in";
      readonly operand: Operand;
      readonly among: readonly Operand[];
    }
  | {
      readonly kind: "like";
      readonly operand: Operand;
      readonly pattern: Operand;
      readonly escape: Operand | undefined;
    }
  | { readonly kind: "isNull" | "exists"; readonly property: Property }
);

export type Operand = { readonly at: number } & (
  | { readonly kind: "constant"; readonly value: Value }
  | Property
  | { readonly kind: "propertyFunction"; readonly name: Operand }
  | { readonly kind: "newId" }
  | {
      readonly kind: "sign";
      readonly minus: boolean;
      readonly operand: Operand;
    }
  | {
      readonly kind: "arithmetic";
      readonly operator: Arithmetic;
      readonly left: Operand;
      readonly right: Operand;
    }
);

export type Property =
  | {
      readonly kind: "systemProperty";
      readonly name: keyof SystemProperties;
      readonly at: number;
    }
  | {
      readonly kind: "userProperty";
      readonly name: string;
      readonly at: number;
    };

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";
export type Arithmetic = "+" | "-" | "*" | "/" | "%";

const conditions: ReadonlySet<string> = new Set<Condition["kind"]>([
  "not",
  "and",
  "or",
  "compare",
  "in",
  "like",
  "isNull",
  "exists",
]);

export function isCondition(expression: Expression): expression is Condition {
  return conditions.has(expression.kind);
}
