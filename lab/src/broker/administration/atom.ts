import { escapeXml, writeElement } from "./writeXml.ts";

/** An entry of Atom without its place: what is in it, and when that was made and changed. */
export interface AtomContent {
  readonly title: string;
  /** Path without slash at its start, `t1/Subscriptions/s1`. */
  readonly path: string;
  /** `QueueDescription` */
  readonly type: string;
  /** XML */
  readonly content: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where the answer is read, for the addresses in it. */
export interface AtomSite {
  /** `https://localhost:5300` */
  readonly origin: string;
  readonly namespace: string;
}

const atom = 'xmlns="http://www.w3.org/2005/Atom"';
const serviceBus =
  'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
export const apiVersion = "2021-05";

export function writeEntry(site: AtomSite, entry: AtomContent): string {
  const address = `${site.origin}/${encodePath(entry.path)}?api-version=${apiVersion}`;
  return `<entry ${atom}>${writeElement("id", address)}<title type="text">${escapeXml(entry.title)}</title>${writeElement("published", time(entry.createdAt))}${writeElement("updated", time(entry.updatedAt))}<author>${writeElement("name", site.namespace)}</author>${link("self", address)}<content type="application/xml"><${entry.type} ${serviceBus}>${entry.content}</${entry.type}></content></entry>`;
}

/**
 * @param path Of the list.
 * @param next Query of the next page, if there is one.
 */
export function writeFeed(
  site: AtomSite,
  path: string,
  title: string,
  entries: readonly AtomContent[],
  next: string | undefined,
  updatedAt: number,
): string {
  const address = `${site.origin}/${encodePath(path)}`;
  const self = `${address}?api-version=${apiVersion}`;
  const links =
    link("self", self) +
    (next === undefined
      ? ""
      : link("next", `${address}?${next}&api-version=${apiVersion}`));
  return `<feed ${atom}><title type="text">${escapeXml(title)}</title>${writeElement("id", self)}${writeElement("updated", time(updatedAt))}${links}${entries.map((entry) => writeEntry(site, entry)).join("")}</feed>`;
}

/**
 * What the service answers for an entity that is not there, with status 200: reported for it by users
 * of other SDKs, and read as "not found" by @azure/service-bus 7.9.5.
 */
export function writeNothing(site: AtomSite, updatedAt: number): string {
  return `<feed ${atom}><title type="text">Publicly Listed Services</title><subtitle type="text">This is the list of publicly-listed services currently available.</subtitle>${writeElement("id", `${site.origin}/`)}${writeElement("updated", time(updatedAt))}<generator>Service Bus 1.1</generator></feed>`;
}

export function writeError(status: number, detail: string): string {
  return `<Error><Code>${status}</Code>${writeElement("Detail", detail)}</Error>`;
}

/** @param ms Left out: never, as .NET writes it. */
export function time(ms: number | undefined): string {
  return ms === undefined ? "0001-01-01T00:00:00Z" : new Date(ms).toISOString();
}

function link(relation: string, address: string): string {
  return `<link rel="${relation}" href="${escapeXml(address)}"/>`;
}

function encodePath(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll("%24", "$"))
    .join("/");
}
