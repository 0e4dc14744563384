/**
 * A name as part of a header, which can carry printable ASCII only: all else is encoded. Nothing more is,
 * because the SDK compares the header with the name itself to find the session token of a container.
 */
export function headerText(name: string): string {
  return name.replaceAll(/[^\u0020-\u007e]+/gu, (part) =>
    encodeURIComponent(Buffer.from(part).toString()),
  );
}
