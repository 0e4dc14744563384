import type { LabRequestError } from "../../config.ts";
import { compileFilter } from "../rules/compileFilter.ts";
import { defaultRule, type Rule, type RuleError } from "../rules/Rule.ts";
import {
  assertEntityName,
  assertSubscriptionName,
  readAddress,
  type Address,
} from "./address.ts";
import {
  AdministrationError,
  badRequest,
  conflict,
  notFound,
  unsupported,
} from "./AdministrationError.ts";
import type { AdministrationTarget } from "./AdministrationTarget.ts";
import {
  apiVersion,
  writeEntry,
  writeError,
  writeFeed,
  writeNothing,
  type AtomContent,
  type AtomSite,
} from "./atom.ts";
import {
  describeNamespace,
  describeQueue,
  describeRule,
  describeSubscription,
  describeTopic,
} from "./describeEntities.ts";
import {
  assertChangeable,
  queueProperties,
  readProperties,
  subscriptionProperties,
  topicProperties,
} from "./entityProperties.ts";
import {
  findChild,
  readXml,
  type XmlElement,
  type XmlError,
} from "./readXml.ts";
import { readRule } from "./ruleXml.ts";

export interface AdministrationRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  /** `localhost:5300` */
  readonly host: string;
  /** Change what is there, instead of making it. */
  readonly ifMatch: boolean;
  readonly body: string;
}

export interface AdministrationAnswer {
  readonly status: number;
  readonly body: string;
  /** What was asked for and is not in the lab. */
  readonly unknown?: string;
}

/** Version of the API that .NET's older client speaks; the parts used here are the same. */
const versions = new Set([apiVersion, "2017-04"]);

/** Answers a request whose key is right. Never throws but for a fault of the target. */
export function answer(
  request: AdministrationRequest,
  target: AdministrationTarget,
  now: number,
): AdministrationAnswer {
  const site: AtomSite = {
    origin: `https://${request.host}`,
    namespace: target.namespace.name,
  };
  try {
    const url = readUrl(request.url);
    assertVersion(url.searchParams.get("api-version"));
    const address = readAddress(url.pathname);
    const handler = handlers[request.method]?.[address.kind];
    if (handler === undefined) {
      const unknown = `${request.method} ${address.kind === "unknown" ? address.path : address.kind}`;
      const { message } = unsupported(`${unknown} in the administration API.`);
      return { status: 400, body: writeError(400, message), unknown };
    }
    return handler({ request, url, address, target, site, now });
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { status, body: writeError(status, (error as Error).message) };
  }
}

/**
 * Refusals of others that are the client's to mend. By name: this file is loaded late, and a loader may
 * give it classes of its own.
 */
const refusals: ReadonlySet<string> = new Set<
  (RuleError | LabRequestError | XmlError)["name"]
>(["RuleError", "LabRequestError", "XmlError"]);

function statusOf(error: unknown): number | undefined {
  if (error instanceof AdministrationError) return error.status;
  return error instanceof Error && refusals.has(error.name) ? 400 : undefined;
}

function readUrl(text: string): URL {
  const base = "https://localhost";
  if (text.startsWith("/") && URL.canParse(text, base)) {
    return new URL(text, base);
  }
  throw badRequest("The address of the request cannot be read.");
}

function assertVersion(version: string | null): void {
  if (version === null || versions.has(version)) return;
  throw badRequest(
    `The lab does not speak api-version ${version.slice(0, 40)}, but ${[...versions].join(" and ")}.`,
  );
}

interface Call {
  readonly request: AdministrationRequest;
  readonly url: URL;
  readonly address: Address;
  readonly target: AdministrationTarget;
  readonly site: AtomSite;
  readonly now: number;
}

type Handler = (call: Call) => AdministrationAnswer;

type At<Kind extends Address["kind"]> = Call & {
  readonly address: Address & { readonly kind: Kind };
};

/** Gives the handler its address with its type: the table below puts it under its kind. */
function at<Kind extends Address["kind"]>(
  handler: (call: At<Kind>) => AdministrationAnswer,
): Handler {
  return (call) => handler(call as At<Kind>);
}

/** What the administration API does; anything else is answered by name as missing. */
const handlers: Readonly<
  Record<string, Partial<Record<Address["kind"], Handler>>>
> = {
  GET: {
    root: ({ site, now }) => ok(writeNothing(site, now)),
    namespace: (call) => entry(call, describeNamespace(call.target.namespace)),
    queues: (call) =>
      feed(call, "$Resources/Queues", call.target.queues(), describeQueue),
    topics: (call) =>
      feed(call, "$Resources/Topics", call.target.topics(), describeTopic),
    entity: at<"entity">((call) => {
      const queue = call.target.findQueue(call.address.name);
      if (queue !== undefined) return entry(call, describeQueue(queue));
      const topic = call.target.findTopic(call.address.name);
      return entry(call, topic && describeTopic(topic));
    }),
    subscriptions: at<"subscriptions">((call) => {
      const topic = getTopic(call.target, call.address.topic);
      return feed(
        call,
        `${topic}/Subscriptions`,
        call.target.subscriptions(topic),
        (subscription) => describeSubscription(topic, subscription),
      );
    }),
    subscription: at<"subscription">((call) => {
      const { topic, name } = call.address;
      const found = call.target.findSubscription(topic, name);
      return entry(
        call,
        found && describeSubscription(topicName(call.target, topic), found),
      );
    }),
    rules: at<"rules">((call) => {
      const { topic, subscription } = getSubscription(
        call.target,
        call.address.topic,
        call.address.subscription,
      );
      return feed(
        call,
        `${topic}/Subscriptions/${subscription}/Rules`,
        call.target.rules(topic, subscription),
        (rule) => describeRule(topic, subscription, rule),
      );
    }),
    rule: at<"rule">((call) => {
      const { topic, subscription, name } = call.address;
      const found = findRule(call.target, topic, subscription, name);
      return entry(call, found && describeRule(topic, subscription, found));
    }),
  },
  PUT: {
    entity: at<"entity">(putEntity),
    subscription: at<"subscription">(putSubscription),
    rule: at<"rule">(putRule),
  },
  DELETE: {
    entity: at<"entity">(({ address: { name }, target }) => {
      if (target.findQueue(name)) target.deleteQueue(name);
      else if (target.findTopic(name)) target.deleteTopic(name);
      else throw notFound(name);
      return ok("");
    }),
    subscription: at<"subscription">(({ address, target }) => {
      const { topic, name } = address;
      if (!target.findSubscription(topic, name)) throw notFound(name);
      target.deleteSubscription(topic, name);
      return ok("");
    }),
    rule: at<"rule">(({ address, target }) => {
      const { topic, subscription, name } = address;
      const found = findRule(target, topic, subscription, name);
      if (found === undefined) throw notFound(name);
      target.deleteRule(topic, subscription, found.rule.name);
      return ok("");
    }),
  },
};

function putEntity(call: At<"entity">): AdministrationAnswer {
  const { address, request, target } = call;
  const { name } = address;
  assertEntityName(name);
  const description = readDescription(request.body);
  const isTopic = description.name === "TopicDescription";
  if (!isTopic && description.name !== "QueueDescription") {
    throw badRequest(
      `The body has a ${description.name}; a QueueDescription or a TopicDescription is expected.`,
    );
  }
  const kind = isTopic ? "Topic" : "Queue";
  const known = isTopic ? topicProperties : queueProperties;
  const properties = readProperties(description, known);
  const queue = target.findQueue(name);
  const topic = target.findTopic(name);
  if (request.ifMatch) {
    const before = isTopic ? topic : queue;
    if (before === undefined) throw notFound(name);
    assertChangeable(kind, known, before.properties, properties);
    const after = { ...before.properties, ...properties };
    if (isTopic) target.updateTopic(name, after);
    else target.updateQueue(name, after);
  } else {
    if (queue !== undefined || topic !== undefined) throw conflict(name);
    if (isTopic) target.createTopic(name, properties);
    else target.createQueue(name, properties);
  }
  return entry(
    call,
    isTopic
      ? describeTopic(target.findTopic(name)!)
      : describeQueue(target.findQueue(name)!),
    request.ifMatch ? 200 : 201,
  );
}

function putSubscription(call: At<"subscription">): AdministrationAnswer {
  const { address, request, target } = call;
  const { name } = address;
  assertSubscriptionName(name);
  const topic = getTopic(target, address.topic);
  const description = readDescription(request.body, "SubscriptionDescription");
  const properties = readProperties(description, subscriptionProperties);
  const before = target.findSubscription(topic, name);
  if (request.ifMatch) {
    if (before === undefined) throw notFound(name);
    assertChangeable(
      "Subscription",
      subscriptionProperties,
      before.properties,
      properties,
    );
    target.updateSubscription(topic, name, {
      ...before.properties,
      ...properties,
    });
  } else {
    if (before !== undefined) throw conflict(name);
    const first = findChild(description, "DefaultRuleDescription");
    const rule = first === undefined ? defaultRule : checkRule(readRule(first));
    target.createSubscription(topic, name, properties, rule);
  }
  return entry(
    call,
    describeSubscription(topic, target.findSubscription(topic, name)!),
    request.ifMatch ? 200 : 201,
  );
}

function putRule(call: At<"rule">): AdministrationAnswer {
  const { address, request, target } = call;
  const { topic, subscription } = getSubscription(
    target,
    address.topic,
    address.subscription,
  );
  const description = readDescription(request.body, "RuleDescription");
  const before = findRule(target, topic, subscription, address.name);
  const rule = checkRule(
    readRule(description, before?.rule.name ?? address.name),
  );
  if (request.ifMatch) {
    if (before === undefined) throw notFound(address.name);
    target.updateRule(topic, subscription, rule);
  } else {
    if (before !== undefined) throw conflict(address.name);
    target.createRule(topic, subscription, rule);
  }
  return entry(
    call,
    describeRule(
      topic,
      subscription,
      findRule(target, topic, subscription, rule.name)!,
    ),
    request.ifMatch ? 200 : 201,
  );
}

/** So that a filter that cannot be read never gets to the target. */
function checkRule(rule: Rule): Rule {
  compileFilter(rule.filter);
  return rule;
}

function readDescription(body: string, expected?: string): XmlElement {
  const root = readXml(body);
  const description = findChild(root, "content")?.children[0];
  if (root.name !== "entry" || description === undefined) {
    throw badRequest("The body must be an Atom entry with a content.");
  }
  if (expected !== undefined && description.name !== expected) {
    throw badRequest(
      `The body has a ${description.name}; a ${expected} is expected.`,
    );
  }
  return description;
}

function topicName(target: AdministrationTarget, name: string): string {
  return target.findTopic(name)?.name ?? name;
}

function getTopic(target: AdministrationTarget, name: string): string {
  const topic = target.findTopic(name);
  if (topic === undefined) throw notFound(name);
  return topic.name;
}

function getSubscription(
  target: AdministrationTarget,
  topic: string,
  name: string,
): { topic: string; subscription: string } {
  const found = target.findSubscription(topic, name);
  if (found === undefined) throw notFound(`${topic}/Subscriptions/${name}`);
  return { topic: topicName(target, topic), subscription: found.name };
}

function findRule(
  target: AdministrationTarget,
  topic: string,
  subscription: string,
  name: string,
) {
  const lowerCase = name.toLowerCase();
  return target
    .rules(topic, subscription)
    .find(({ rule }) => rule.name.toLowerCase() === lowerCase);
}

function ok(body: string): AdministrationAnswer {
  return { status: 200, body };
}

function entry(
  { site, now }: Call,
  content: AtomContent | undefined,
  status = 200,
): AdministrationAnswer {
  return content === undefined
    ? ok(writeNothing(site, now))
    : { status, body: writeEntry(site, content) };
}

/** As many as the service gives at once when it is not told. */
const pageSize = 100;

function feed<T extends object>(
  { url, site, now }: Call,
  path: string,
  all: readonly T[],
  describe: (one: T) => AtomContent,
): AdministrationAnswer {
  const skip = readCount(url, "$skip") ?? 0;
  const top = Math.min(readCount(url, "$top") ?? pageSize, pageSize);
  const page = all.slice(skip, skip + top);
  const rest = page.length > 0 && skip + page.length < all.length;
  const next = rest ? `$skip=${skip + page.length}&$top=${top}` : undefined;
  const title = path.slice(path.lastIndexOf("/") + 1);
  return ok(writeFeed(site, path, title, page.map(describe), next, now));
}

function readCount(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`${name} must be a whole number from 0.`);
}
