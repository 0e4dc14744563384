import { button, el, setText } from "./dom.ts";
import type { PanelCommand, StateMessage } from "./protocol.ts";

const starts = [
  {
    id: "startLab",
    label: "Start the lab",
    about:
      "A Service Bus and a Cosmos DB on this machine, on which stale reads happen. Nothing is installed.",
  },
  {
    id: "run",
    label: "Run with token flow",
    about:
      "A terminal whose Node programs (node, npm start, tsx) show their reads here. They are not changed.",
  },
  {
    id: "connect",
    label: "Connect to Service Bus",
    about:
      "Queues and subscriptions are only peeked at: no message is taken, locked or counted.",
  },
  {
    id: "import",
    label: "Import a recording",
    about: "Look at what somebody exported from this panel.",
  },
] as const;

/** What comes after the lab was started. */
const labSteps = [
  {
    id: "run",
    label: "Run with token flow",
    about:
      "A terminal whose variables COSMOS_ENDPOINT, COSMOS_KEY, SERVICEBUS_CONNECTION_STRING and the like lead to the lab.",
  },
  {
    id: "copyLab",
    label: "Copy connection strings",
    about: "For programs that take their connections from somewhere else.",
  },
] as const;

type Start = (typeof starts)[number] | (typeof labSteps)[number];

/** What stands where rows would be: how to begin, or what is being waited for. */
export class Empty {
  readonly element: HTMLElement;
  readonly #start: HTMLElement;
  readonly #quiet: HTMLElement;
  readonly #toLab: HTMLElement;

  constructor(run: (command: PanelCommand) => void) {
    this.#start = el(
      "div",
      { class: "starts" },
      el("h2", {}, "See which token each read was sent with"),
      ...starts.map((start) => startOf(start, run)),
    );
    this.#quiet = el("p", { role: "status" });
    this.#toLab = el(
      "div",
      { class: "starts" },
      el("p", {}, "Nothing was sent to the lab yet. Lead a program to it:"),
      ...labSteps.map((step) => startOf(step, run)),
    );
    this.element = el(
      "div",
      { class: "empty" },
      this.#start,
      this.#quiet,
      this.#toLab,
    );
  }

  update(state: StateMessage): void {
    const { size, sources, filteredAway } = state;
    this.element.hidden = size > 0;
    if (size > 0) return;
    const watched = sources.filter(({ state }) => state !== "off");
    this.#start.hidden = watched.length > 0 || filteredAway > 0;
    this.#quiet.hidden = !this.#start.hidden;
    this.#toLab.hidden =
      filteredAway > 0 ||
      !watched.some(({ id, state }) => id === "lab" && state === "live");
    setText(
      this.#quiet,
      filteredAway > 0
        ? `No flow passes the filter. ${filteredAway} are filtered away; Escape shows them.`
        : `Nothing yet. Watched: ${watched.map(({ name, words }) => `${name} (${words})`).join(", ")}.`,
    );
  }
}

function startOf(
  { id, label, about }: Start,
  run: (command: PanelCommand) => void,
): HTMLElement {
  return el(
    "div",
    { class: "start" },
    button(label, () => run({ id }), { class: "primary" }),
    el("p", { class: "muted" }, about),
  );
}
