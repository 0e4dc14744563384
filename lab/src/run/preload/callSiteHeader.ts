/** Between preload and gateway; never sent to anything but a lab. */
export const callSiteHeader = "x-cosmos-session-lab-call-site";

/** @returns `file:line`, in characters that a header may hold */
export function writeCallSite(site: {
  readonly file: string;
  readonly line: number;
}): string {
  return `${encodeURI(site.file)}:${site.line}`;
}

/** @returns `file:line`; `undefined` where the header is none of ours */
export function readCallSite(
  header: string | readonly string[] | undefined,
): string | undefined {
  if (typeof header !== "string" || !/^\S{1,4096}:\d{1,9}$/.test(header)) {
    return undefined;
  }
  try {
    return decodeURI(header);
  } catch {
    return undefined;
  }
}
