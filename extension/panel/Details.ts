import { bodyView } from "./bodyView.ts";
import { decodeToken } from "./decodeToken.ts";
import { button, el } from "./dom.ts";
import type {
  DetailStep,
  FlowDetails,
  MessageDetails,
  PanelCommand,
} from "./protocol.ts";
import { verdictBadge } from "./verdicts.ts";

interface DetailsHost {
  readonly run: (command: PanelCommand) => void;
  readonly onClose: () => void;
}

/** Everything about one flow: what each side sent and got, tokens under each other. */
export class Details {
  readonly element: HTMLElement;
  readonly #host: DetailsHost;
  #details: FlowDetails | undefined;

  constructor(host: DetailsHost) {
    this.#host = host;
    this.element = el("section", {
      class: "details",
      tabindex: -1,
      "aria-label": "Details of the selected flow",
      hidden: true,
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      host.onClose();
    });
  }

  show(details: FlowDetails | undefined): void {
    // What was opened in it stays open while the flow goes on.
    const isSame = details !== undefined && details.n === this.#details?.n;
    const open = isSame
      ? [...this.element.querySelectorAll("details")].map(({ open }) => open)
      : [];
    const { scrollTop } = this.element;
    this.#details = details;
    this.element.hidden = details === undefined;
    if (details === undefined) {
      this.element.replaceChildren();
      return;
    }
    this.element.replaceChildren(...this.#content(details));
    [...this.element.querySelectorAll("details")].forEach((one, index) => {
      one.open = open[index] ?? one.open;
    });
    if (isSame) this.element.scrollTop = scrollTop;
  }

  focus(): void {
    this.element.focus();
  }

  /** Of the worst read, else of any step: what the keys `c` and `f` mean. */
  get callSite(): string | undefined {
    const steps = this.#details?.steps ?? [];
    const reads = steps.filter(({ role }) => role === "read");
    const worst = reads.find(
      ({ verdict }) => verdict === this.#details?.verdict,
    );
    return [worst, ...reads, ...steps].find(
      (step) => step?.callSite !== undefined,
    )?.callSite;
  }

  #content(details: FlowDetails): HTMLElement[] {
    const content: HTMLElement[] = [
      el(
        "div",
        { class: "details-head" },
        el("h2", {}, details.title),
        verdictBadge(details.verdict),
        button("Close", this.#host.onClose, { class: "quiet" }),
      ),
    ];
    if (details.reason !== "") {
      content.push(el("p", { class: "because" }, details.reason));
    }
    content.push(
      el(
        "ol",
        { class: "steps" },
        ...details.steps.map((step) => this.#step(step)),
      ),
    );
    if (details.message !== undefined) {
      content.push(...messageParts(details.message));
    }
    return content;
  }

  #step(step: DetailStep): HTMLElement {
    const { callSite, verdict } = step;
    return el(
      "li",
      { class: `step ${step.role.split(" ")[0]!}` },
      el("span", { class: "role muted" }, step.role),
      el("span", { class: "lane-name" }, step.lane),
      el("span", { class: "what" }, step.what),
      el(
        "dl",
        { class: "tokens" },
        ...step.tokens.flatMap(({ label, token }) => [
          el("dt", { class: "muted" }, label),
          el("dd", {}, ...tokenWords(token)),
        ]),
      ),
      el("span", { class: "facts muted" }, step.facts.join(" · ")),
      el(
        "span",
        { class: "at-code" },
        verdict === undefined ? undefined : verdictBadge(verdict),
        ...(callSite === undefined ? [] : this.#codeButtons(step, callSite)),
      ),
    );
  }

  #codeButtons(step: DetailStep, callSite: string): HTMLElement[] {
    const { run } = this.#host;
    const buttons = [
      button(`${callSite} ↗`, () => run({ id: "goToCode", callSite }), {
        class: "link",
        title: "Go to the code (c)",
      }),
    ];
    if (step.role === "read" && step.verdict !== "fresh") {
      buttons.push(
        button("Show the fix", () => run({ id: "showFix", callSite }), {
          class: "primary",
          title: "Go to the code and open its quick-fixes (f)",
        }),
      );
    }
    return buttons;
  }
}

function tokenWords(token: string | null): HTMLElement[] {
  if (token === null) return [el("span", { class: "chip none" }, "none")];
  return [
    el("code", { class: "chip" }, token),
    el("span", { class: "muted decoded" }, decodeToken(token).join(", ")),
  ];
}

function messageParts(message: MessageDetails): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (message.note !== undefined) {
    parts.push(el("p", { class: "note" }, message.note));
  }
  parts.push(
    propertyTable("Application properties", message.application),
    propertyTable("System properties", message.system),
  );
  if (message.body !== undefined) parts.push(bodyView(message.body));
  return parts;
}

/** A message may have ten thousand properties; nobody reads them, and drawing them takes long. */
const MOST_PROPERTIES = 200;

function propertyTable(
  title: string,
  properties: Readonly<Record<string, string>>,
): HTMLElement {
  const entries = Object.entries(properties);
  const left = entries.length - MOST_PROPERTIES;
  return el(
    "details",
    {},
    el("summary", {}, `${title} (${entries.length})`),
    el(
      "dl",
      { class: "properties" },
      ...entries
        .slice(0, MOST_PROPERTIES)
        .flatMap(([name, value]) => [
          el("dt", { class: "muted" }, name),
          el("dd", {}, value),
        ]),
    ),
    left > 0
      ? el("p", { class: "muted" }, `${left} more are not shown.`)
      : undefined,
  );
}
