/**
 * Objects of packages on which a program hangs values under a name, and takes them from in other files. What is
 * assigned to a member (`app.locals.db = …`) needs no row.
 */
interface HolderRow {
  readonly module: string;
  /** `(name, value)` */
  readonly set: string;
  /** `(name)` gives the value; without, it is a member of the object. */
  readonly get?: string;
  /** `(plugin, options)` calls the plugin with the object and the options. */
  readonly runs?: string;
}

export const holderRows: readonly HolderRow[] = [
  { module: "express", set: "set", get: "get" },
  { module: "fastify", set: "decorate", runs: "register" },
];
