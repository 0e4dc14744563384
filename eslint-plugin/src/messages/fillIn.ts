/** Puts data into a text, as ESLint does: `{{ name }}`, with or without spaces. Unknown names stay as they are. */
export function fillIn(
  text: string,
  data: Readonly<Record<string, string>>,
): string {
  return text.replaceAll(
    /\{\{\s*(\w+)\s*\}\}/g,
    (all, name: string) => data[name] ?? all,
  );
}
