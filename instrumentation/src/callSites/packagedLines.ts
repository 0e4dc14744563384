/**
 * Which lines of a bundle without source map come from packages. esbuild writes a comment with the
 * path before each module that it bundles, unless it minifies.
 *
 * Where a bundle holds packages and does not say where, every line counts as theirs: no line is
 * better than a wrong one.
 */
export function packagedLines(text: string): (line: number) => boolean {
  const starts: { readonly line: number; readonly packaged: boolean }[] = [];
  let line = 0;
  for (const content of text.split("\n")) {
    line++;
    const name = /^\s*\/\/ (\S.*\.[cm]?[jt]sx?)$/.exec(content)?.[1];
    if (name !== undefined) {
      starts.push({ line, packaged: /(?:^|\/)node_modules\//.test(name) });
    }
  }
  const isBundle = starts.some(({ packaged }) => packaged);
  if (!isBundle) {
    const isMinified = bundled.test(text);
    return () => isMinified;
  }
  return (at) =>
    starts.findLast((start) => start.line <= at)?.packaged ?? false;
}

/** A header that only the Cosmos SDK's own code names. */
const bundled = /x-ms-documentdb-query-enablecrosspartition/;
