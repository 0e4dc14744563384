const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * Text for an element or an attribute. What XML cannot say at all becomes U+FFFD. No references by
 * number: @azure/service-bus 7.9.5 leaves them as they are.
 */
export function escapeXml(text: string): string {
  return text
    .replaceAll(
      // eslint-disable-next-line no-control-regex
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      "\ufffd",
    )
    .replaceAll(/[&<>"']/g, (sign) => entities[sign]!);
}

export function writeElement(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
