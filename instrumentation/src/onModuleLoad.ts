import Module from "node:module";
import { quietly } from "./quietly.ts";

interface Loader {
  _load: (this: unknown, request: string, ...rest: unknown[]) => unknown;
}

/**
 * Calls a function with what a module exports, before the program gets it. Packages in CommonJS come
 * this way for `import`, too: each release of @azure/service-bus and @azure/functions up to now.
 *
 * @param name looked for in what is asked for: the name of a package, or the path of its file
 */
export function onModuleLoad(
  name: RegExp,
  listener: (exports: unknown) => void,
): void {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = function (request, ...rest) {
    const exports = load.call(this, request, ...rest);
    if (name.test(request)) quietly(() => listener(exports));
    return exports;
  };
}
