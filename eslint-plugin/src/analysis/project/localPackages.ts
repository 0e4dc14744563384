import { member, textMember } from "./json.ts";
import type { RealPaths } from "./realPaths.ts";
import type { Scope } from "./scopes.ts";
import type { TrackedFiles } from "./trackedFiles.ts";
import { findWorkspacePackages } from "./workspaces.ts";

export interface LocalPackages {
  /** The folder of a package whose sources are at hand: the own one, one of the workspace, a linked one. */
  findLocalPackage(scope: Scope, name: string): string | undefined;
  /** The name under which the registry knows a package that the project calls `name`. */
  realName(scope: Scope, name: string): string;
}

export function createLocalPackages(
  files: TrackedFiles,
  realPaths: RealPaths,
  root: string,
): LocalPackages {
  const { path } = files.host;
  let workspace: Map<string, string> | undefined;

  function findLocalPackage(scope: Scope, name: string): string | undefined {
    const own = scope.packageFolder;
    if (own !== undefined && isNamed(own, name)) return own;
    workspace ??= findWorkspacePackages(files, root);
    const inWorkspace = workspace.get(name);
    if (inWorkspace !== undefined) return inWorkspace;
    for (const folder of [own, root]) {
      const linked =
        folder === undefined ? undefined : findLinkedDependency(folder, name);
      if (linked !== undefined) return linked;
    }
    for (const modules of scope.moduleFolders) {
      const installed = path.join(modules, name);
      if (!files.isFolder(installed)) continue;
      const real = realPaths.ofFolder(installed);
      return real.split(path.sep).includes("node_modules") ? undefined : real;
    }
    return undefined;
  }

  /** A program may bear the name of a package that it uses, by mistake: then the dependency is meant. */
  function isNamed(folder: string, name: string): boolean {
    const manifest = files.readJson(path.join(folder, "package.json"));
    return (
      textMember(manifest, "name") === name &&
      dependencyVersion(folder, name) === undefined
    );
  }

  /** Case: "@acme/orders": "file:../orders". */
  function findLinkedDependency(
    folder: string,
    name: string,
  ): string | undefined {
    const version = dependencyVersion(folder, name);
    const target =
      /^(?:file|link|portal|workspace):(\.{0,2}[/\\].*|\.{1,2})$/.exec(
        version ?? "",
      )?.[1];
    if (target === undefined) return undefined;
    const linked = path.resolve(folder, target);
    return files.isFolder(linked) ? realPaths.ofFolder(linked) : undefined;
  }

  function dependencyVersion(folder: string, name: string): string | undefined {
    const manifest = files.readJson(path.join(folder, "package.json"));
    for (const field of [
      "dependencies",
      "devDependencies",
      "peerDependencies",
      "optionalDependencies",
    ]) {
      const version = textMember(member(manifest, field), name);
      if (version !== undefined) return version;
    }
    return undefined;
  }

  /** Case: "cosmos": "npm:@azure/cosmos@4". */
  function realName(scope: Scope, name: string): string {
    for (const folder of [scope.packageFolder, root]) {
      const version =
        folder === undefined ? undefined : dependencyVersion(folder, name);
      const alias = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@|$)/.exec(
        version ?? "",
      )?.[1];
      if (alias !== undefined) return alias;
      if (version !== undefined) return name;
    }
    return name;
  }

  return { findLocalPackage, realName };
}
