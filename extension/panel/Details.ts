import { bodyView } from "./bodyView.ts";
import { decodeToken } from "./decodeToken.ts";
import { button, el } from "./dom.ts";
import type {
  DetailStep,
  FlowDetails,
  MessageDetails,
  PanelCommand,
} from "./protocol.ts";
import { readNowPart } from "./readNow.ts";
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
    const focused = isSame ? this.#focusable().findIndex(isFocused) : -1;
    const isNews =
      details?.readNow !== undefined &&
      details.readNow.words !== this.#details?.readNow?.words;
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
    this.#focusable()[focused]?.focus({ preventScroll: true });
    if (isSame && isNews) {
      this.element.querySelector(".read-now")?.scrollIntoView({
        block: "nearest",
      });
    }
  }

  focus(): void {
    this.element.focus();
  }

  /** Of the worst read, else of any step: what the keys `c` and `f` mean. */
  get callSite(): string | undefined {
    const steps = this.#details?.steps ?? [];
    const reads = steps.filter(({ role }) => role === "read");
    return [this.#worstRead(), ...reads, ...steps].find(
      (step) => step?.callSite !== undefined,
    )?.callSite;
  }

  /** Reads the item of the worst read again, without and with the token: what the key `r` means. */
  readNow(): void {
    const worst = this.#worstRead();
    this.#host.run({
      id: "readNow",
      n: worst && this.#details?.n,
      read: worst?.read,
    });
  }

  #worstRead(): DetailStep | undefined {
    const steps = this.#details?.steps ?? [];
    const reads = steps.filter(({ role }) => role === "read");
    return (
      reads.find(({ verdict }) => verdict === this.#details?.verdict) ??
      reads[0]
    );
  }

  /** What keeps the focus while the flow goes on. */
  #focusable(): HTMLElement[] {
    return [
      ...this.element.querySelectorAll<HTMLElement>("button, summary, pre"),
    ];
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
    if (details.readNow !== undefined) {
      content.push(readNowPart(details.readNow));
    }
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
        this.#readNowButton(step),
      ),
    );
  }

  #readNowButton({ read }: DetailStep): HTMLElement | undefined {
    const n = this.#details?.n;
    return read === undefined
      ? undefined
      : button(
          "Read it now: without | with the token",
          () => this.#host.run({ id: "readNow", n, read }),
          { title: "Read the item once without and once with the token (r)" },
        );
  }

  #codeButtons(step: DetailStep, callSite: string): HTMLElement[] {
    const { run } = this.#host;
    const buttons = [
      button(
        `${step.callSiteText ?? callSite} ↗`,
        () => run({ id: "goToCode", callSite }),
        {
          class: "link",
          title: "Go to the code (c)",
        },
      ),
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

function isFocused(element: Element): boolean {
  return element === document.activeElement;
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
