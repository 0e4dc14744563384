/** Calls that make paths, for what a program loads out of a folder. By module, without `node:`, and exported name. */
export const pathCalls: Readonly<
  Record<string, "join" | "folder" | "same" | "files">
> = {
  "path:join": "join",
  "path:resolve": "join",
  "path:normalize": "same",
  "path:dirname": "folder",
  "url:fileURLToPath": "same",
  "url:pathToFileURL": "same",
  "upath:join": "join",
  "upath:resolve": "join",
  "glob:": "files",
  "glob:glob": "files",
  "glob:sync": "files",
  "glob:globSync": "files",
  "glob:glob.sync": "files",
  "fast-glob:": "files",
  "fast-glob:glob": "files",
  "fast-glob:sync": "files",
  "globby:": "files",
  "globby:globby": "files",
  "globby:globbySync": "files",
  "globby:sync": "files",
  "tinyglobby:glob": "files",
  "tinyglobby:globSync": "files",
};
