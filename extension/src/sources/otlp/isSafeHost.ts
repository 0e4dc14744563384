/** True for the names of this machine; a web page that leads its own name here has another. */
export function isSafeHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host);
}
