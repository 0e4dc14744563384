/**
 * The words of every finding: what happens, where, what to do. `{{ name }}` stands for a piece of data. Written for
 * somebody who has never heard of session tokens; what the words mean is in docs/rules/.
 */
import type { LostMessageId } from "../analysis/evaluate/events.ts";

/** Shared by all texts about a read without its token: why that is bad. */
const RISK =
  "Cosmos DB may then answer with an older state than the sender of the message wrote, or that the item does not exist.";

export const requireSessionTokenTexts = {
  noToken: `\`{{ read }}\` runs in {{ handler }} without the session token that came with the message. ${RISK} Pass {{ token }} to it as \`sessionToken\`.`,
  noTokenInHelper: `\`{{ read }}\` is reached from {{ handler }} ({{ path }}) and runs without the session token that came with the message. ${RISK} Hand {{ token }} on to it as \`sessionToken\`.`,
  noTokenBehindCall: `This call leads {{ handler }} to \`{{ read }}\` ({{ path }}), which runs without the session token that came with the message. ${RISK} Hand {{ token }} on to that read as \`sessionToken\`.`,
  noTokenInOtherFile: `This call leads {{ handler }} to \`{{ read }}\` ({{ path }}), which runs without the session token that came with the message. ${RISK} Hand {{ token }} on to that read as \`sessionToken\`; \`npx cosmos-session fix\` does it in all files on the way.`,
  inputBinding: `{{ binding }} is read before {{ handler }} runs, and an input binding takes no session token. ${RISK} Remove the binding and read the item in the function through the SDK, @azure/cosmos, with {{ token }} as \`sessionToken\`.`,
  wrongSettings: "{{ problem }}",
} as const;

export const requireSessionConsistencyTexts = {
  noEffect:
    '`{{ read }}` passes a session token but asks for the consistency level "{{ level }}"{{ where }}. At this level Cosmos DB pays no regard to the token, so the read may still answer with an older state. Set `consistencyLevel: "Session"` on this read, or leave the level out.',
} as const;

export const noLostSessionTokenTexts = {
  noSuchProperty:
    'The answer of `{{ call }}` has no `sessionToken`: this is always `undefined`, and what it is given to goes without a token. The token is in the answer\'s headers: `headers["x-ms-session-token"]`.',
  answerLosesToken:
    "The SDK drops the session token from this answer of `{{ call }}`: this is always `undefined`. {{ instead }}",
  wrongArgument:
    "The session token stands in argument {{ index }} of `{{ call }}`, where the SDK does not look for it, so the request goes without it. Put it into the options, argument {{ options }}: `{ sessionToken }`.",
  wrongKey:
    "`{{ call }}` has no option `{{ key }}`, so the session token is not sent. Name the option `sessionToken`.",
  overwritten:
    "This session token is overwritten by {{ by }} before `{{ call }}` sees it, so it is not sent. {{ instead }}",
  stringified:
    "`JSON.stringify` puts quotation marks around the session token, so `{{ call }}` sends something that is no token. Pass the token as it came, or `JSON.parse` it first.",
  textOfUndefined:
    'Where the message carries no session token, this becomes the text "undefined", and `{{ call }}` sends that as a token. Pass the value itself: `undefined` is welcome and means no token.',
  serviceBusSession:
    "`sessionId` of a Service Bus message is the key by which messages are kept in order, not the session token of Cosmos DB, so `{{ call }}` is sent with something that is no token. Pass the token that the sender put into the message, for instance `applicationProperties.{{ property }}`.",
  replacesNewer:
    "The message's session token replaces a newer one of the same container: this flow wrote or read it before `{{ call }}`, and may now read back less than that. Leave the token out here, or merge both.",
} as const satisfies Record<LostMessageId, string>;

/** Texts by rule and id. */
export const texts = {
  "require-session-token": requireSessionTokenTexts,
  "require-session-consistency": requireSessionConsistencyTexts,
  "no-lost-session-token": noLostSessionTokenTexts,
} as const;

/** Titles of suggestions come with the edit; the ids say in which style it is written. */
export const suggestionTexts = {
  editInline: "{{ title }}",
  editWithHelper: "{{ title }}",
  editAmbient: "{{ title }}",
} as const;
