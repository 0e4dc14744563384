// What Service Bus and Cosmos DB answer when they do not want to, and what a person does about it: the
// only place in the extension where such words stand. The first row that fits counts. "measured" is
// with @azure/service-bus 7.9.5 and @azure/cosmos 4.10.1 against the lab or a closed port; "reported"
// is what users of the services quote in public issues.

export type FailureKind =
  | "signedOut"
  | "keysOff"
  | "noRole"
  | "firewall"
  | "noManage"
  | "noListen"
  | "clock"
  | "wrongKey"
  | "noSession"
  | "nameTaken"
  | "missing"
  | "disabled"
  | "throttled"
  | "full"
  | "certificate"
  | "noTls"
  | "noHost"
  | "refused"
  | "away"
  | "forbidden"
  | "noConnectionString";

export interface FailureFact {
  readonly kind: FailureKind;
  /** Searched in code, status and text of the error, joined by spaces: `ServiceBusError GeneralError 401 …`. */
  readonly when: RegExp;
  /** And this, where one word is not enough. */
  readonly and?: RegExp;
  /** What happened, a colon, what to do. Short: it stands in a tree. */
  readonly words: string;
  /** It may be over by itself: asking again without being told to is of use. */
  readonly isPassing: boolean;
  readonly source: string;
}

export const failureFacts: readonly FailureFact[] = [
  {
    kind: "signedOut",
    when: /SignInNeeded|AADSTS\d+|interaction_required|TokenExpired|ExpiredToken|ExpiredAuthenticationToken|lifetime validation failed|token (?:is|has) expired/i,
    words: "the sign-in has ended: press Retry to sign in again",
    isPassing: false,
    source:
      "our own credential; the lab's words for a SAS that is over its time",
  },
  {
    kind: "keysOff",
    when: /local ?auth(?:orization|entication)? is disabled|LocalAuthDisabled/i,
    words: "keys are switched off there: connect with the Microsoft sign-in",
    isPassing: false,
    source: "reported: Azure/cosmos-explorer#924",
  },
  {
    kind: "noRole",
    when: /required RBAC permissions|\b403[ /]530[0-9]\b/i,
    words:
      "signed in, but without a data role: ask for Cosmos DB Built-in Data Reader on the account",
    isPassing: false,
    source: "reported: principal without readMetadata, 403/5301 and the like",
  },
  {
    kind: "firewall",
    when: /ip address|firewall|network rule|virtual network|public network access|originated from/i,
    words:
      "refused by its firewall: allow this machine's address in its networking, or connect from a network that may",
    isPassing: false,
    source: "reported: Azure/azure-cosmos-dotnet-v3#2298",
  },
  {
    kind: "noManage",
    when: /\bManage\b.*claim|Entity(?:Read|Write|Delete)|Unauthorized access for '\w+' operation|claim is empty/i,
    words:
      "no Manage right, so nothing can be listed: name queues and subscriptions by hand",
    isPassing: false,
    source:
      "reported: paolosalvatori/ServiceBusExplorer#615 and #718, Azure/azure-sdk-for-net#20485, Azure/azure-service-bus#462",
  },
  {
    kind: "noListen",
    when: /'(?:Listen|Send)' claim/i,
    words:
      "the key or the role lacks the Listen right: use a policy with Listen, or the role Azure Service Bus Data Receiver",
    isPassing: false,
    source: "reported: Azure/azure-sdk-for-js#1268",
  },
  {
    kind: "clock",
    when: /not valid at the current time|date header.*(?:old|future)|clock skew/i,
    words: "this machine's clock is off: set it, then press Retry",
    isPassing: false,
    source: "REST documentation of Cosmos DB, 403",
  },
  {
    kind: "wrongKey",
    when: /Unauthorized|InvalidSignature|MalformedToken|\b401\b|authorization token|put.token|bad base64|invalid.*key/i,
    words: "the key is wrong or was renewed: connect again with the one of now",
    isPassing: false,
    source: "measured against the lab, both services and the administration",
  },
  {
    kind: "noSession",
    when: /session/i,
    and: /NotAllowed|InvalidOperation/i,
    words: "needs a session and lets nobody peek without one",
    isPassing: false,
    source:
      "measured: amqp:not-allowed becomes GeneralError with InvalidOperationError in its text",
  },
  {
    kind: "nameTaken",
    when: /EntityAlreadyExists|\b409\b/i,
    words: "something of that name is there already: choose another one",
    isPassing: false,
    source:
      "measured against the lab: MessageEntityAlreadyExistsError of the administration",
  },
  {
    kind: "missing",
    when: /MessagingEntityNotFound|MessageEntityNotFound|could not be found|does not exist|\b404\b/i,
    words:
      "it is not there: somebody deleted or renamed it, or the name is another one",
    isPassing: false,
    source: "measured against the lab, both services",
  },
  {
    kind: "disabled",
    when: /MessagingEntityDisabled|entity-disabled/i,
    words: "it is disabled: enable it, or wait for who disabled it",
    isPassing: true,
    source: "measured: com.microsoft:entity-disabled",
  },
  {
    kind: "throttled",
    when: /ServiceBusy|server-busy|throttl|TooManyRequests|request rate is large|\b429\b|\b503\b/i,
    words: "it is busy and asks to be left alone: asking less often",
    isPassing: true,
    source: "measured: com.microsoft:server-busy, 429/3200",
  },
  {
    kind: "full",
    when: /QuotaExceeded|maximum (?:number|count) of subscriptions|resource-limit-exceeded/i,
    words: "it is full, or has as many subscriptions as it may have",
    isPassing: false,
    source: "documentation of quotas",
  },
  {
    kind: "certificate",
    when: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_HAS_EXPIRED|ERR_TLS_CERT|self-signed certificate/i,
    words:
      "its certificate is not trusted here: put its authority into NODE_EXTRA_CA_CERTS and restart VS Code",
    isPassing: false,
    source: "measured against the lab's administration without its authority",
  },
  {
    kind: "noTls",
    when: /EPROTO|wrong version number|packet length too long/i,
    words:
      "it answers without TLS: for an emulator use its http address, or its own entry in this view",
    isPassing: false,
    source: "measured: the administration client at a plain port",
  },
  {
    kind: "noHost",
    when: /ENOTFOUND|EAI_AGAIN/i,
    words:
      "nobody has that name: check the name, the network and a private endpoint's DNS",
    isPassing: true,
    source: "measured",
  },
  {
    kind: "refused",
    when: /ECONNREFUSED/i,
    words: "nothing listens there: start it, or check the port",
    isPassing: true,
    source: "measured: a closed port",
  },
  {
    kind: "noConnectionString",
    when: /connection ?string|AccountEndpoint|Invalid URL/i,
    words: "this is no connection string that leads anywhere: connect again",
    isPassing: false,
    source: "measured: TypeError of both SDKs",
  },
  {
    kind: "away",
    when: /ETIMEDOUT|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|ServiceTimeout|ServiceCommunicationProblem|ConnectionNotEstablished|TimeoutError|REQUEST_SEND_ERROR|timed out|connection/i,
    words:
      "out of sight: connecting again (ports 5671 and 443 have to be open)",
    isPassing: true,
    source: "measured: a broker that went away",
  },
  {
    kind: "forbidden",
    when: /\b403\b|Forbidden/i,
    words:
      "refused, though the key is right: look at its firewall and its roles",
    isPassing: false,
    source: "documentation of both services",
  },
];

/** What somebody was about when it failed. */
export type TapStep = "making" | "receiving" | "removing";

/** The same failures of a tap, where the words above would send a person the wrong way. */
export const tapWords: Readonly<
  Record<TapStep, Partial<Record<FailureKind, string>>>
> = {
  making: {
    noManage:
      "no Manage right, which making a tap takes: ask for it, or watch a subscription that is there",
    nameTaken:
      "a subscription of the tap's name is there already: press Retry to make one of another name",
    missing:
      "there is no such topic: somebody deleted or renamed it, or the name is another one",
    full: "the topic has as many subscriptions as it may have: delete one, or watch one that is there",
  },
  receiving: {
    noListen:
      "no Listen right, which reading a tap takes: use a policy with Manage, or the role Azure Service Bus Data Owner",
    missing: "somebody deleted the tap: press Retry to make a new one",
  },
  removing: {
    noManage: "no Manage right any more, which removing it takes",
  },
};
