import { button, el } from "./dom.ts";
import type { MessageDetails } from "./protocol.ts";

type Body = NonNullable<MessageDetails["body"]>;
type Form = Body["form"];

/** The body as JSON, text or bytes, whatever it was meant to be. */
export function bodyView(body: Body): HTMLElement {
  const content = el("pre", { tabindex: 0, "aria-label": "Body" });
  const forms: Form[] =
    body.form === "bytes" ? ["bytes"] : ["json", "text", "bytes"];
  const buttons = forms.map((form) =>
    button(form, () => show(form), { "aria-pressed": "false" }),
  );
  const show = (form: Form): void => {
    content.textContent = bodyAs(body, form);
    forms.forEach((one, index) =>
      buttons[index]!.setAttribute("aria-pressed", String(one === form)),
    );
  };
  show(body.form);
  const cut = body.isCut ? ", only its beginning is here" : "";
  return el(
    "details",
    { open: true },
    el("summary", {}, `Body (${body.size} bytes${cut})`),
    el(
      "div",
      { class: "forms", role: "group", "aria-label": "Show as" },
      ...buttons,
    ),
    content,
  );
}

function bodyAs({ form: given, text }: Body, form: Form): string {
  if (form === "json") return prettyJson(text);
  if (form === "text" || given === "bytes") {
    return given === "bytes" ? grouped(text) : text;
  }
  const bytes = new TextEncoder().encode(text);
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return grouped(hex);
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    // Cut, broken, or nested deeper than the stack: as it is.
    return text;
  }
}

/** Sixteen bytes a line. */
function grouped(hex: string): string {
  return hex
    .replace(/(.{2})/g, "$1 ")
    .replace(/(.{48})/g, "$1\n")
    .trim();
}
