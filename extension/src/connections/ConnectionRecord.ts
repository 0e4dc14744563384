/** What is remembered of a connection. Its key is not here: that is in SecretStorage, under the same id. */
export interface ConnectionRecord {
  /** `serviceBus:orders-dev.servicebus.windows.net` */
  readonly id: string;
  readonly kind: "serviceBus" | "cosmos";
  /** `orders-dev`, `Cosmos DB emulator` */
  readonly name: string;
  /** The host of a namespace, the endpoint of an account. */
  readonly address: string;
  readonly signIn: "key" | "microsoft";
  /** Of Microsoft Entra; the person's own when left out. */
  readonly tenant?: string | undefined;
  /** The official emulator has no administration that this SDK can speak to. */
  readonly isEmulator?: boolean | undefined;
  /** Named by hand: `orders`, `order-created/billing`, `shop/orders`. */
  readonly named: readonly string[];
}

/** @returns the record for a connection string of either service; nothing where it is none */
export function readConnectionString(
  text: string,
): ConnectionRecord | undefined {
  const fields = new Map(
    text
      .trim()
      .split(";")
      .map((field) => {
        const equals = field.indexOf("=");
        return [
          field.slice(0, equals).trim().toLowerCase(),
          field.slice(equals + 1).trim(),
        ];
      }),
  );
  const endpoint = fields.get("accountendpoint");
  if (endpoint !== undefined && fields.has("accountkey")) {
    const host = hostOf(endpoint);
    if (host === undefined) return undefined;
    return {
      id: `cosmos:${host}`,
      kind: "cosmos",
      name: shortName(host),
      address: endpoint,
      signIn: "key",
      named: [],
    };
  }
  const [, host] = /^sb:\/\/([^/]+)/i.exec(fields.get("endpoint") ?? "") ?? [];
  const opens =
    fields.has("sharedaccesskey") || fields.has("sharedaccesssignature");
  if (host === undefined || !opens) return undefined;
  const entity = fields.get("entitypath");
  return {
    id: `serviceBus:${host.toLowerCase()}`,
    kind: "serviceBus",
    name: shortName(host),
    address: host,
    signIn: "key",
    named: entity === undefined ? [] : [entity],
    ...(fields.get("usedevelopmentemulator") === "true" && {
      isEmulator: true,
    }),
  };
}

/** @param text a name or a host: `orders-dev`, `shop.documents.azure.com`, `https://shop.documents.azure.com:443/` */
export function readAddress(
  kind: ConnectionRecord["kind"],
  text: string,
  tenant?: string,
): ConnectionRecord | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https|sb):\/\//i, "")
    .replace(/\/.*$/, "");
  if (!/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?$/i.test(bare)) return undefined;
  const host = bare.includes(".")
    ? bare
    : `${bare}.${kind === "cosmos" ? "documents.azure.com" : "servicebus.windows.net"}`;
  return {
    id: `${kind}:${host.toLowerCase().replace(/:443$/, "")}`,
    kind,
    name: shortName(host),
    address: kind === "cosmos" ? `https://${host}` : host,
    signIn: "microsoft",
    ...(tenant !== undefined && tenant !== "" && { tenant }),
    named: [],
  };
}

function hostOf(endpoint: string): string | undefined {
  return URL.canParse(endpoint)
    ? new URL(endpoint).host.toLowerCase()
    : undefined;
}

function shortName(host: string): string {
  return host.replace(
    /\.(?:servicebus\.windows\.net|documents\.azure\.com)(?::443)?$/i,
    "",
  );
}
