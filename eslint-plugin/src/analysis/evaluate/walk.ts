/** Visits every expression of a statement or expression, not those inside functions and classes in it. */
import type {
  Expr,
  FileIr,
  FunctionIr,
  Pattern,
  Stmt,
  CallExpr,
} from "../ir.ts";

function walkExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walkExpr(child, visit);
}

export function walkStatement(
  statement: Stmt,
  visit: (expr: Expr) => void,
  visitPattern?: (pattern: Pattern) => void,
  /** What an `if`, a loop or a `switch` looks at. */
  visitTest?: (test: Expr) => void,
): void {
  const test = (expr: Expr | undefined): void => {
    if (expr) visitTest?.(expr);
    each(expr);
  };
  const each = (expr: Expr | undefined): void => {
    if (expr) walkExpr(expr, visit);
  };
  const all = (body: readonly Stmt[]): void => {
    for (const one of body) walkStatement(one, visit, visitPattern, visitTest);
  };
  const pattern = (target: Pattern): void => {
    visitPattern?.(target);
    for (const expr of patternExprs(target)) each(expr);
  };
  switch (statement.k) {
    case "expr":
      each(statement.expr);
      return;
    case "declare":
      pattern(statement.target);
      each(statement.init);
      return;
    case "return":
      each(statement.value);
      return;
    case "throw":
      each(statement.value);
      return;
    case "if":
      test(statement.test);
      all(statement.then);
      all(statement.otherwise);
      return;
    case "loop":
      all(statement.init);
      test(statement.test);
      each(statement.update);
      all(statement.body);
      return;
    case "each":
      pattern(statement.target);
      each(statement.iterable);
      all(statement.body);
      return;
    case "try":
      all(statement.body);
      if (statement.param) pattern(statement.param);
      all(statement.handler ?? []);
      all(statement.finalizer);
      return;
    case "switch":
      test(statement.value);
      for (const one of statement.cases) {
        each(one.test);
        all(one.body);
      }
      return;
    case "block":
      all(statement.body);
      return;
    case "class":
    case "jump":
      return;
  }
}

/** Expressions inside a pattern: defaults, computed keys, member targets. */
export function patternExprs(target: Pattern): Expr[] {
  switch (target.k) {
    case "ref":
      return [];
    case "member":
      return [target];
    case "defaultPattern":
      return [...patternExprs(target.target), target.value];
    case "objectPattern":
      return [
        ...target.props.flatMap((prop) => [
          ...(prop.key ? [prop.key] : []),
          ...patternExprs(prop.target),
        ]),
        ...(target.rest ? patternExprs(target.rest) : []),
      ];
    case "arrayPattern":
      return [
        ...target.elements.flatMap((element) =>
          element ? patternExprs(element) : [],
        ),
        ...(target.rest ? patternExprs(target.rest) : []),
      ];
  }
}

/** Bindings that a pattern gives a value to. */
export function boundIn(target: Pattern): number[] {
  switch (target.k) {
    case "ref":
      return target.binding === undefined ? [] : [target.binding];
    case "member":
      return [];
    case "defaultPattern":
      return boundIn(target.target);
    case "objectPattern":
      return [
        ...target.props.flatMap((prop) => boundIn(prop.target)),
        ...(target.rest ? boundIn(target.rest) : []),
      ];
    case "arrayPattern":
      return [
        ...target.elements.flatMap((element) =>
          element ? boundIn(element) : [],
        ),
        ...(target.rest ? boundIn(target.rest) : []),
      ];
  }
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.k) {
    case "template":
      return expr.tag ? [expr.tag, ...expr.parts] : expr.parts;
    case "member":
      return expr.key ? [expr.object, expr.key] : [expr.object];
    case "call":
      return [expr.callee, ...expr.args];
    case "object":
      return expr.props.flatMap((prop) =>
        prop.kind !== "spread" && prop.key
          ? [prop.key, prop.value]
          : [prop.value],
      );
    case "array":
      return expr.elements;
    case "assign":
      return [...patternExprs(expr.target), expr.value];
    case "conditional":
      return [expr.test, expr.then, expr.otherwise];
    case "logical":
      return [expr.left, expr.right];
    case "await":
    case "delete":
    case "cast":
    case "spread":
      return [expr.value];
    case "yield":
      return expr.value ? [expr.value] : [];
    case "import":
      return [expr.source];
    case "operator":
      return expr.operands;
    case "sequence":
      return expr.exprs;
    case "opaque":
      return expr.parts;
    default:
      return [];
  }
}

/** Every call in the file, with the function it stands in. */
export function callsIn(file: FileIr): { call: CallExpr; fn: FunctionIr }[] {
  const calls: { call: CallExpr; fn: FunctionIr }[] = [];
  for (const fn of file.functions) {
    const visit = (expr: Expr): void => {
      if (expr.k === "call") calls.push({ call: expr, fn });
    };
    for (const statement of fn.body) walkStatement(statement, visit);
  }
  return calls;
}

/** Calls in the initialisers of classes' fields; `fn` is the function around the class. */
export function callsInFields(
  file: FileIr,
): { call: CallExpr; fn: FunctionIr }[] {
  const calls: { call: CallExpr; fn: FunctionIr }[] = [];
  for (const { members, parent } of file.classes) {
    const fn = file.functions[parent];
    const visit = (expr: Expr): void => {
      if (expr.k === "call" && fn) calls.push({ call: expr, fn });
    };
    for (const { init } of members) if (init) walkExpr(init, visit);
  }
  return calls;
}
