import { isCosmos, type FlowEvent } from "../FlowEvent.ts";

/** Keys and signatures as connection strings, SAS addresses and headers write them. */
const secret =
  /\b((?:SharedAccessKey|AccountKey|SharedAccessSignature|sig|password|pwd|secret|api[-_]?key|bearer)["']?\s*[=:]\s*["']?|bearer\s+)([^\s;&"',}]{6,})/gi;
const secretName = /key$|password|secret|signature|authorization|^sig$/i;

/** The event without what people put into messages and should not have. */
export function withoutSecrets(event: FlowEvent): FlowEvent {
  if (isCosmos(event) || event.peeked === undefined) return event;
  const { peeked } = event;
  const application = Object.fromEntries(
    Object.entries(peeked.application).map(([name, value]) => [
      name,
      secretName.test(name) && !/partitionkey$/i.test(name)
        ? "(left out)"
        : clean(value),
    ]),
  );
  return {
    ...event,
    peeked: {
      ...peeked,
      application,
      ...(peeked.body !== undefined && {
        body: { ...peeked.body, text: clean(peeked.body.text) },
      }),
    },
  };
}

function clean(text: string): string {
  return text.replace(secret, "$1(left out)");
}
