// The page of the Token Flow panel. It knows neither VS Code nor Node: all it has is the channel in
// host.ts, and rows as far as they are in sight.
import { Counts } from "./Counts.ts";
import { Details } from "./Details.ts";
import { el } from "./dom.ts";
import { Empty } from "./Empty.ts";
import { FilterBox } from "./FilterBox.ts";
import { connectHost } from "./host.ts";
import type { PanelCommand, ToPanel } from "./protocol.ts";
import { Rows } from "./Rows.ts";
import { SourceBar } from "./SourceBar.ts";
import { Strip } from "./Strip.ts";

const WRONG = "verdict:stale,downgraded,foreign";

const host = connectHost(receive);
const run = (command: PanelCommand): void =>
  host.send({ type: "command", command });

const bar = new SourceBar(host, () => rows.togglePause());
const strip = new Strip((window, onlyWrong) => {
  if (onlyWrong) filter.set(WRONG);
  host.send({ type: "window", window });
});
const counts = new Counts((term) =>
  filter.set(toggled(filter.input.value, term)),
);
const filter = new FilterBox({
  onFilter: (line) => {
    host.save({ filter: line });
    host.send({ type: "filter", line });
  },
  onComplete: (line, cursor) => host.send({ type: "complete", line, cursor }),
  onClearWindow: () => host.send({ type: "window", window: undefined }),
  onLeave: () => rows.focus(),
});
const rows = new Rows({
  onLook: (first, count) =>
    host.send({ type: "look", count, ...(first !== undefined && { first }) }),
  onHold: (isHeld) => host.send({ type: "hold", isHeld }),
  onSelect: (n) => host.send({ type: "select", n }),
  onOpen: () => details.focus(),
});
const details = new Details({
  run,
  onClose: () => rows.leave(),
});
const empty = new Empty(run);

document.body.append(
  el(
    "main",
    { class: "panel" },
    bar.element,
    strip.element,
    el("div", { class: "filters" }, counts.element, filter.element),
    empty.element,
    rows.element,
    details.element,
  ),
);
document.addEventListener("keydown", pressed);
host.send({ type: "ready" });
const saved = host.restore();
if (saved !== undefined && saved.filter !== "") filter.set(saved.filter);

function receive(message: ToPanel): void {
  switch (message.type) {
    case "state":
      bar.update(message);
      strip.update(message);
      counts.update(message);
      filter.update(message);
      empty.update(message);
      rows.element.hidden = message.size === 0;
      rows.update(message);
      break;
    case "rows":
      rows.show(message.first, message.rows);
      break;
    case "details":
      details.show(rows.selected === undefined ? undefined : message.details);
      break;
    case "completions":
      filter.complete(message.line, message.items);
      break;
    case "do":
      act(message.action);
      break;
  }
}

function act(action: Extract<ToPanel, { type: "do" }>["action"]): void {
  switch (action) {
    case "pause":
      rows.togglePause();
      break;
    case "now":
      rows.toNow();
      break;
    case "filter":
      filter.input.focus();
      break;
    case "readNow":
      details.readNow();
      break;
    case "goToCode":
    case "showFix": {
      const { callSite } = details;
      if (callSite !== undefined) run({ id: action, callSite });
      break;
    }
  }
}

/** Keys that count wherever the focus is, except where somebody types or a button would take them. */
function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  // The list that would have the focus is hidden: whoever left the filter for it stands nowhere.
  if (event.key === "Escape" && rows.element.hidden) filter.set("");
  const isButton =
    target instanceof HTMLElement &&
    target.closest("button, select, summary, input") !== null;
  const action = (
    {
      " ": "pause",
      "/": "filter",
      c: "goToCode",
      f: "showFix",
      r: "readNow",
    } as const
  )[event.key];
  if (action === undefined || (isButton && event.key === " ")) return;
  event.preventDefault();
  act(action);
}

/** A term that is there goes, one that is not comes; another verdict takes the place of the first. */
function toggled(line: string, term: string): string {
  const field = term.slice(0, term.indexOf(":") + 1);
  const words = line.split(/\s+/).filter((word) => word !== "");
  const others = words.filter((word) => !word.startsWith(field));
  return words.includes(term) ? others.join(" ") : [...others, term].join(" ");
}
