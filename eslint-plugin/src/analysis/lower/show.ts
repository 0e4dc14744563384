/** The intermediate form as one line of text a statement, close to the source: for tests and for looking at it. */
import type {
  BindingId,
  Expr,
  FileIr,
  FunctionId,
  ObjectProp,
  Pattern,
  Stmt,
  TypeRef,
} from "../ir.ts";

/** Statements of a function, the module body by default. A global's name begins with `^`. */
export function showBody(ir: FileIr, fn: FunctionId = 0): string {
  return showAll(ir.functions[fn]?.body ?? []);
}

function showAll(statements: readonly Stmt[]): string {
  return statements.map(showStatement).join("; ");
}

function showBlock(statements: readonly Stmt[]): string {
  return statements.length > 0 ? `{ ${showAll(statements)} }` : "{}";
}

function showStatement(statement: Stmt): string {
  switch (statement.k) {
    case "expr":
      return showExpr(statement.expr);
    case "declare": {
      const type = statement.type ? `: ${showType(statement.type)}` : "";
      const init = statement.init ? ` = ${showExpr(statement.init)}` : "";
      return `${statement.kind} ${showPattern(statement.target)}${type}${init}`;
    }
    case "class":
      return `class${statement.id}`;
    case "return":
      return statement.value ? `return ${showExpr(statement.value)}` : "return";
    case "throw":
      return `throw ${showExpr(statement.value)}`;
    case "if":
      return `if (${showExpr(statement.test)}) ${showBlock(statement.then)} else ${showBlock(statement.otherwise)}`;
    case "loop":
      return `loop (${showAll(statement.init)} | ${statement.test ? showExpr(statement.test) : ""} | ${statement.update ? showExpr(statement.update) : ""}) ${showBlock(statement.body)}`;
    case "each":
      return `each${statement.isAwait ? " await" : ""} (${showPattern(statement.target)} ${statement.over} ${showExpr(statement.iterable)}) ${showBlock(statement.body)}`;
    case "try": {
      const param = statement.param ? ` (${showPattern(statement.param)})` : "";
      const handler = statement.handler
        ? ` catch${param} ${showBlock(statement.handler)}`
        : "";
      return `try ${showBlock(statement.body)}${handler} finally ${showBlock(statement.finalizer)}`;
    }
    case "switch": {
      const cases = statement.cases.map(
        ({ test, body }) =>
          `${test ? `case ${showExpr(test)}` : "default"}: ${showBlock(body)}`,
      );
      return `switch (${showExpr(statement.value)}) ${cases.join(" ")}`;
    }
    case "block":
      return showBlock(statement.body);
    case "jump":
      return statement.kind;
  }
}

function showExpr(expr: Expr): string {
  switch (expr.k) {
    case "lit":
      return expr.value === undefined
        ? "undefined"
        : JSON.stringify(expr.value);
    case "template": {
      const inner = expr.texts.map((text, i) => {
        const part = expr.parts[i];
        return part ? `${text}\${${showExpr(part)}}` : text;
      });
      return `${expr.tag ? showExpr(expr.tag) : ""}\`${inner.join("")}\``;
    }
    case "ref":
      return expr.binding === undefined ? `^${expr.name}` : expr.name;
    case "member": {
      const dot = expr.optional ? "?." : ".";
      return expr.key
        ? `${showExpr(expr.object)}${expr.optional ? "?." : ""}[${showExpr(expr.key)}]`
        : `${showExpr(expr.object)}${dot}${expr.name}`;
    }
    case "call": {
      const types = expr.typeArgs
        ? `<${expr.typeArgs.map(showType).join(", ")}>`
        : "";
      return `${expr.isNew ? "new " : ""}${showExpr(expr.callee)}${expr.optional ? "?." : ""}${types}(${showList(expr.args)})`;
    }
    case "function":
      return `fn${expr.id}`;
    case "class":
      return `class${expr.id}`;
    case "object":
      return `{${expr.props.map(showProp).join(", ")}}`;
    case "array":
      return `[${showList(expr.elements)}]`;
    case "assign":
      return `(${showPattern(expr.target)} ${expr.op} ${showExpr(expr.value)})`;
    case "conditional":
      return `(${showExpr(expr.test)} ? ${showExpr(expr.then)} : ${showExpr(expr.otherwise)})`;
    case "logical":
      return `(${showExpr(expr.left)} ${expr.op} ${showExpr(expr.right)})`;
    case "await":
      return `await ${showExpr(expr.value)}`;
    case "yield":
      return `yield${expr.delegate ? "*" : ""}${expr.value ? ` ${showExpr(expr.value)}` : ""}`;
    case "this":
    case "super":
      return expr.k;
    case "cast":
      return `(${showExpr(expr.value)} as ${showType(expr.type)})`;
    case "import":
      return `import(${showExpr(expr.source)})`;
    case "delete":
      return `delete ${showExpr(expr.value)}`;
    case "operator":
      return `(${expr.op} ${expr.operands.map(showExpr).join(" ")})`;
    case "sequence":
      return `(${showList(expr.exprs)})`;
    case "spread":
      return `...${showExpr(expr.value)}`;
    case "opaque":
      return `opaque(${showList(expr.parts)})`;
  }
}

function showList(exprs: readonly Expr[]): string {
  return exprs.map(showExpr).join(", ");
}

function showProp(prop: ObjectProp): string {
  if (prop.kind === "spread") return `...${showExpr(prop.value)}`;
  const key = prop.key ? `[${showExpr(prop.key)}]` : prop.name;
  const kind = prop.kind === "value" ? "" : `${prop.kind} `;
  return `${kind}${key}: ${showExpr(prop.value)}`;
}

function showPattern(pattern: Pattern): string {
  switch (pattern.k) {
    case "ref":
    case "member":
      return showExpr(pattern);
    case "defaultPattern":
      return `${showPattern(pattern.target)} = ${showExpr(pattern.value)}`;
    case "objectPattern": {
      const parts = pattern.props.map(
        (prop) =>
          `${prop.key ? `[${showExpr(prop.key)}]` : prop.name}: ${showPattern(prop.target)}`,
      );
      if (pattern.rest) parts.push(`...${showPattern(pattern.rest)}`);
      return `{${parts.join(", ")}}`;
    }
    case "arrayPattern": {
      const parts = pattern.elements.map((element) =>
        element ? showPattern(element) : "",
      );
      if (pattern.rest) parts.push(`...${showPattern(pattern.rest)}`);
      return `[${parts.join(", ")}]`;
    }
  }
}

/** A name that the file binds stands as it is, one that it does not begins with `^`; so do keywords. */
export function showType(type: TypeRef | undefined): string {
  if (!type) return "?";
  switch (type.t) {
    case "name": {
      const args = type.args.length
        ? `<${type.args.map(showType).join(", ")}>`
        : "";
      return `${type.binding === undefined ? "^" : ""}${type.name}${args}`;
    }
    case "union":
      return type.of.map(showType).join(" | ");
    case "intersection":
      return type.of.map(showType).join(" & ");
    case "object":
      return `{${type.members.map((m) => `${m.name}: ${showType(m.type)}`).join(", ")}}`;
    case "function":
      return `(${type.params.map(showType).join(", ")}) => ${showType(type.returns)}`;
    case "typeof":
      return `typeof ${type.binding === undefined ? "^" : ""}${type.name}`;
  }
}

/** `kind name`, and what else is known of it. */
export function showBinding(ir: FileIr, id: BindingId): string {
  const binding = ir.bindings[id];
  if (!binding) return "none";
  const parts = [`${binding.kind} ${binding.name}`];
  if (binding.owner !== 0) parts.push(`of fn${binding.owner}`);
  if (binding.imported) {
    const { name, source, typeOnly } = binding.imported;
    parts.push(`= ${name} of ${source}${typeOnly ? " (type)" : ""}`);
  }
  if (binding.type) parts.push(`: ${showType(binding.type)}`);
  if (binding.alias) parts.push(`is ${showType(binding.alias)}`);
  if (binding.interface) {
    const { extends: bases, members } = binding.interface;
    if (bases.length) parts.push(`extends ${bases.map(showType).join(", ")}`);
    parts.push(showType({ t: "object", members }));
  }
  if (binding.enumMembers) {
    parts.push(
      `{${binding.enumMembers.map((m) => `${m.name} = ${JSON.stringify(m.value)}`).join(", ")}}`,
    );
  }
  return parts.join(" ");
}

export function showBindings(ir: FileIr): string {
  return ir.bindings.map((binding) => showBinding(ir, binding.id)).join("; ");
}

/** Head of a function: flags, name, parameters, result, class, what it hoists and writes. */
export function showFunction(ir: FileIr, id: FunctionId): string {
  const fn = ir.functions[id];
  if (!fn) return "none";
  const parts: string[] = [];
  if (fn.isBodiless) parts.push("bodiless");
  if (fn.isAsync) parts.push("async");
  if (fn.isArrow) parts.push("arrow");
  if (fn.isGenerator) parts.push("generator");
  const params = fn.params.map(
    (p) =>
      `${p.isRest ? "..." : ""}${showPattern(p.target)}${p.type ? `: ${showType(p.type)}` : ""}`,
  );
  parts.push(`${fn.name || "(unnamed)"}(${params.join(", ")})`);
  if (fn.returns) parts.push(`: ${showType(fn.returns)}`);
  if (fn.parent) parts.push(`in fn${fn.parent}`);
  if (fn.owner !== undefined) parts.push(`of class${fn.owner}`);
  const nameOf = (id: BindingId): string => ir.bindings[id]?.name ?? "none";
  if (fn.selfBinding !== undefined)
    parts.push(`self ${nameOf(fn.selfBinding)}`);
  if (fn.argumentsBinding !== undefined) parts.push("uses arguments");
  if (fn.hoisted.length) {
    const hoisted = fn.hoisted.map((h) => `${nameOf(h.binding)}=fn${h.fn}`);
    parts.push(`hoists ${hoisted.join(", ")}`);
  }
  if (fn.writesBindings.length) {
    parts.push(`writes ${fn.writesBindings.map(nameOf).join(", ")}`);
  }
  if (fn.writesFields.length) {
    parts.push(`writes this.${fn.writesFields.join(", this.")}`);
  }
  return parts.join(" ");
}

/** A class with its members, one after the other. */
export function showClass(ir: FileIr, id: number): string {
  const cls = ir.classes[id];
  if (!cls) return "none";
  const head = [
    cls.isAbstract ? "abstract " : "",
    `class ${cls.name || "(unnamed)"}`,
  ];
  if (cls.superClass) head.push(` extends ${showExpr(cls.superClass)}`);
  if (cls.superType) head.push(` (${showType(cls.superType)})`);
  if (cls.implements.length) {
    head.push(` implements ${cls.implements.map(showType).join(", ")}`);
  }
  const members = cls.members.map((member) => {
    const name = member.key ? `[${showExpr(member.key)}]` : member.name;
    const fn = member.fn === undefined ? "" : ` fn${member.fn}`;
    const init = member.init ? ` = ${showExpr(member.init)}` : "";
    const type = member.type ? `: ${showType(member.type)}` : "";
    const decorators = member.decorators
      .map((d) => `@${showExpr(d)} `)
      .join("");
    return `${decorators}${member.isStatic ? "static " : ""}${member.kind} ${name}${type}${fn}${init}`;
  });
  for (const p of cls.parameterProperties) {
    members.push(
      `parameter ${p.index} ${p.name}${p.type ? `: ${showType(p.type)}` : ""}`,
    );
  }
  for (const block of cls.staticBlocks) members.push(`static block fn${block}`);
  const decorators = cls.decorators.map((d) => `@${showExpr(d)} `).join("");
  return `${decorators}${head.join("")} { ${members.join("; ")} }`;
}

/** Exported names with what they stand for. */
export function showExports(ir: FileIr): string {
  const parts = Object.entries(ir.exports).map(([name, value]) => {
    switch (value.kind) {
      case "binding":
        return `${name}: ${ir.bindings[value.binding]?.name}`;
      case "expr":
        return `${name}: ${showExpr(value.expr)}`;
      case "from":
        return `${name}: ${value.name} of ${value.source}`;
    }
  });
  for (const source of ir.starExports) parts.push(`* of ${source}`);
  return parts.join("; ");
}
