import type { LabAddresses } from "./startLabProcess.ts";

/** The lab's answer of `GET /state`, as far as it is used. */
export interface LabState {
  readonly serviceBus: {
    readonly queues: readonly { readonly name: string }[];
    readonly topics: readonly { readonly name: string }[];
  };
  readonly cosmos: {
    readonly databases: readonly {
      readonly id: string;
      readonly containers: readonly { readonly id: string }[];
    }[];
  };
}

/** More names than this are a wall, not a message. */
const MOST = 3;

export async function readLabState({
  control,
}: Pick<LabAddresses, "control">): Promise<LabState> {
  const response = await fetch(new URL("/state", control));
  return (await response.json()) as LabState;
}

/** @returns `the queue "orders" and the container shop/orders` */
export function describeLab({ serviceBus, cosmos }: LabState): string {
  const quoted = ({ name }: { readonly name: string }): string => `"${name}"`;
  const containers = cosmos.databases.flatMap(({ id, containers }) =>
    containers.map((container) => `${id}/${container.id}`),
  );
  const kinds = [
    listed("queue", serviceBus.queues.map(quoted)),
    listed("topic", serviceBus.topics.map(quoted)),
    listed("container", containers),
  ].filter((kind) => kind !== undefined);
  if (kinds.length === 0) return "nothing in it yet";
  return joined(kinds);
}

function listed(kind: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  if (names.length > MOST) return `${names.length} ${kind}s`;
  return `the ${kind}${names.length > 1 ? "s" : ""} ${joined(names)}`;
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2
    ? last
    : `${words.slice(0, -1).join(", ")} and ${last}`;
}
