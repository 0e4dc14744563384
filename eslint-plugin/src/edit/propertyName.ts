import type { MessageBinding, ReadInfo } from "../analysis/finding.ts";
import type { MessagePart } from "./carriedNames.ts";
import type { NameWishes } from "./tokenVariable.ts";

/** What is known of a read when the name of its token's property is chosen. */
export type ContainerOfRead = Pick<
  ReadInfo,
  "container" | "containerKey" | "place"
>;

export interface PropertyChoice {
  /** The name in the message; `undefined` where it must name a container that is no constant. */
  readonly property: string | undefined;
  /** The container that the name is of; absent for the plain name. */
  readonly container: string | undefined;
  /** Where the name stands in the message. */
  readonly part: MessagePart;
  /** Names for a new variable. */
  readonly wishes: NameWishes;
}

/**
 * The name under which the message carries the token of a read. A handler of one container uses what the
 * project's producers send, else the plain name; with several, each container has its own (DESIGN, "Edits").
 */
export function choosePropertyName(
  read: ContainerOfRead,
  allReads: readonly ContainerOfRead[],
  tokenProperty: string,
  carried: readonly string[],
  carriedInBody: readonly string[] = [],
): PropertyChoice {
  // Case: fetchRecords(containerName), called for several containers: what the read names is one of them. One name that
  // is met twice, by its callers and by the types alone, is one.
  const isShared = allReads.some(
    (other) =>
      isSamePlace(other, read) &&
      (other.container !== read.container ||
        (read.container === undefined &&
          other.containerKey !== read.containerKey)),
  );
  const container = isShared ? undefined : read.container;
  const suffixed =
    container === undefined
      ? undefined
      : suffixedName(tokenProperty, container);
  if (isShared || hasSeveralContainers([read, ...allReads])) {
    const isInBody =
      suffixed !== undefined &&
      carriedInBody.includes(suffixed) &&
      !carried.includes(suffixed);
    return {
      property: suffixed,
      container,
      part: isInBody ? "body" : "properties",
      wishes:
        container === undefined
          ? plainWishes
          : [
              containerVariable(container),
              `${containerVariable(container)}OfMessage`,
            ],
    };
  }
  const part =
    carried.length === 0 && carriedInBody.length > 0 ? "body" : "properties";
  const names = part === "body" ? carriedInBody : carried;
  const plain = { container: undefined, part, wishes: plainWishes } as const;
  if (names.length === 0 || names.includes(tokenProperty))
    return { ...plain, property: tokenProperty };
  if (suffixed !== undefined && names.includes(suffixed))
    return { ...plain, property: suffixed, container };
  return names.length === 1
    ? { ...plain, property: names[0] }
    : { ...plain, property: tokenProperty, part: "properties" };
}

const plainWishes: NameWishes = ["sessionToken", "cosmosSessionToken"];

/** Characters other than ASCII letters, digits and `_` become `_`, as in session-token's `attach`. */
function suffixedName(tokenProperty: string, container: string): string {
  return `${tokenProperty}_${container.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

/** Reads whose container is not known count as containers of their own: a wrong token is worse than none. */
function hasSeveralContainers(reads: readonly ContainerOfRead[]): boolean {
  const [first, ...others] = reads;
  return others.some(
    (other) =>
      first !== undefined &&
      !isSamePlace(other, first) &&
      !(
        (other.containerKey !== undefined &&
          other.containerKey === first.containerKey) ||
        (other.containerKey === undefined &&
          first.containerKey === undefined &&
          other.container !== undefined &&
          other.container === first.container)
      ),
  );
}

function isSamePlace(a: ContainerOfRead, b: ContainerOfRead): boolean {
  return (
    a.place.file === b.place.file &&
    a.place.span.start === b.place.span.start &&
    a.place.span.end === b.place.span.end
  );
}

/** `ordersSessionToken` for a container named "orders". */
function containerVariable(container: string): string {
  const words = container.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const camel = words
    .map(
      (word, i) =>
        (i === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) +
        word.slice(1),
    )
    .join("");
  return /^[a-z]/.test(camel)
    ? `${camel}SessionToken`
    : "containerSessionToken";
}

/**
 * The name as the Functions host shows it: it lower-cases the first letter of each key, except in the arrays of
 * the v3 model (FACTS: measured with @azure/functions 4.16.5 and 3.5.1).
 */
export function nameInBinding(
  property: string,
  binding: Pick<MessageBinding, "kind" | "isBatch" | "context">,
): string {
  if (binding.kind !== "metadata") return property;
  if (binding.isBatch && binding.context?.property === "bindingData")
    return property;
  return property.slice(0, 1).toLowerCase() + property.slice(1);
}
