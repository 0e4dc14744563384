import type { MessageContent } from "../../observe/observation.ts";
import { decode, isMap, type AmqpValue } from "../amqp/decode.ts";
import type { MessageView } from "../rules/MessageView.ts";
import type { Content } from "./Content.ts";
import { bytesOf, findSections, section } from "./sections.ts";

/** Fields of the properties section by their place (AMQP 1.0, part 3, section 3.2.4). */
const places = {
  messageId: 0,
  to: 2,
  subject: 3,
  replyTo: 4,
  correlationId: 5,
  contentType: 6,
  sessionId: 10,
  replyToSessionId: 12,
};

/** What rules may ask of the message. */
export function viewForRules(content: Content): MessageView {
  const properties = decode(
    content.tail.subarray(0, content.applicationPropertiesAt),
  );
  const fields = isDescribedList(properties) ? properties.value : [];
  const view: Record<string, unknown> = {
    partitionKey: content.partitionKey,
    applicationProperties: applicationProperties(content),
  };
  for (const [name, place] of Object.entries(places))
    view[name] = fields[place];
  if (content.scheduledFor !== undefined) {
    view["scheduledEnqueueTimeUtc"] = new Date(content.scheduledFor);
  }
  return view;
}

/** What an observer may see of the message; read only when it asks. */
export function readContent(content: Content): MessageContent {
  return {
    applicationProperties: applicationProperties(content),
    body: readBody(content.tail.subarray(content.bodyAt)),
  };
}

function applicationProperties(content: Content): Record<string, unknown> {
  const bytes = content.tail.subarray(
    content.applicationPropertiesAt,
    content.bodyAt,
  );
  if (bytes.length === 0) return {};
  const decoded = decode(bytes);
  const map = isDescribed(decoded) ? decoded.value : undefined;
  return isMap(map) ? (Object.fromEntries(map) as Record<string, unknown>) : {};
}

function readBody(bytes: Buffer): unknown {
  const sections = findSections(bytes).filter(
    ({ code }) => code !== section.footer,
  );
  const [first] = sections;
  if (first === undefined) return undefined;
  if (first.code !== section.data) {
    const values = sections.map(({ content, end }) =>
      decode(bytes, content, end),
    );
    return values.length === 1 ? plain(values[0]!) : values.map(plain);
  }
  return readData(
    Buffer.concat(sections.map(({ content }) => bytesOf(bytes, content))),
  );
}

function readData(bytes: Buffer): unknown {
  const text = bytes.toString("utf8");
  // Bytes that are no text do not come back the same.
  if (!Buffer.from(text, "utf8").equals(bytes)) return bytes;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function plain(value: AmqpValue): unknown {
  if (isMap(value)) {
    return Object.fromEntries(
      [...value].map(([key, one]) => [key as string, plain(one)]),
    );
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

function isDescribed(
  value: AmqpValue,
): value is { descriptor: AmqpValue; value: AmqpValue } {
  return typeof value === "object" && value !== null && "descriptor" in value;
}

function isDescribedList(
  value: AmqpValue,
): value is { descriptor: AmqpValue; value: AmqpValue[] } {
  return isDescribed(value) && Array.isArray(value.value);
}
