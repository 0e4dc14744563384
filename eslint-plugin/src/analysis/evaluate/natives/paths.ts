/** Paths that a program makes, and the modules that it loads by them: whole folders, `./handlers/${name}`. */
import { pathCalls } from "../../../sdk/paths.ts";
import {
  NOTHING,
  PLAIN,
  UNSEEN,
  between,
  constant,
  endsOf,
  join,
  ofObject,
  stringOf,
  stringsOf,
  textOf,
  withLabels,
  type ExternalAtom,
  type Value,
} from "../../values/index.ts";
import { deepLabels } from "../content.ts";
import type { Args, Frame, Machine } from "../machine.ts";
import { arrayOf } from "./arrayOf.ts";

/** `__dirname`, `__filename`, `import.meta`. A file's URL is its path here: nothing but paths is made of it. */
export function ownPath(
  m: Machine,
  { file }: Frame,
  name: string,
): Value | undefined {
  const filename = constant(file.path);
  const dirname = constant(m.project.path.dirname(file.path));
  switch (name) {
    case "__dirname":
      return dirname;
    case "__filename":
      return filename;
    case "import.meta": {
      const obj = m.newObject("literal", { open: true });
      for (const [field, value] of Object.entries({
        dirname,
        filename,
        url: filename,
      }))
        obj.fields.set(field, value);
      return ofObject(obj);
    }
    default:
      return undefined;
  }
}

/** `path.join(__dirname, "handlers", file)`, `glob.sync("src/*.js")`. `undefined`: nothing that is known of paths. */
export function callPath(
  m: Machine,
  atom: ExternalAtom,
  { list }: Args,
): Value | undefined {
  const module = atom.module.replace(/^node:/, "");
  const name = atom.path.filter((part) => part !== "promises").join(".");
  const known = pathCalls[`${module}:${name}`];
  const [first] = list;
  if (known === undefined || !first) return undefined;
  const { path } = m.project;
  switch (known) {
    case "same":
      return first;
    case "folder": {
      const whole = stringOf(first);
      return whole === undefined ? PLAIN : constant(path.dirname(whole));
    }
    case "files":
      return arrayOf(m, fileOf(first));
    case "join":
      return withLabels(
        joined(path, list),
        list.flatMap((part) => deepLabels(part)),
      );
  }
}

function joined(path: Machine["project"]["path"], list: readonly Value[]) {
  const whole = list.map((part) => stringOf(part));
  const known = whole.indexOf(undefined);
  const texts = whole.slice(0, known < 0 ? undefined : known) as string[];
  if (known < 0) return constant(path.join(...texts));
  const rest = list.slice(known).flatMap((part, index) => {
    const text = stringOf(part) ?? "";
    return index === 0
      ? [part]
      : [constant("/"), text === "" ? part : constant(text)];
  });
  // Case: path.resolve(file), of a file that was found by a pattern
  if (texts.length === 0) return textOf(rest);
  return textOf([constant(path.join(...texts) + path.sep), ...rest]);
}

/** A file that a pattern finds: `src/handlers/*.js`, `src/**` and all below. */
function fileOf(pattern: Value): Value {
  const text = stringOf(pattern);
  if (text === undefined) return PLAIN;
  const [begin = text] = /^[^*?{[(!]*(?:\*\*\/)?/.exec(text) ?? [];
  const [end = ""] = /[^*?}\])!]*$/.exec(text) ?? [];
  return begin === text ? pattern : between(begin, end);
}

/**
 * The modules that `require` and `import()` give for a specifier, or for a text of which the beginning is known: what
 * lies in a folder is loaded by its name.
 */
export function load(
  m: Machine,
  frame: Frame,
  source: Value,
  name: "=" | "*",
): Value {
  const { file, flow } = frame;
  let result = NOTHING;
  const exact = stringsOf(source);
  if (exact) {
    for (const one of exact)
      result = join(result, m.imported(file, one, name, flow));
    return result;
  }
  const [first, last] = endsOf(source);
  for (const path of m.project.filesNamed(file.path, first, last))
    result = join(result, m.imported(file, path, name, flow));
  return result === NOTHING ? UNSEEN : result;
}
