/** Texts that make a file worth a look, under given settings. */
import { COSMOS_MODULE, TOKEN_HEADER } from "../sdk/cosmos.ts";
import { SERVICE_BUS_MODULE, serviceBusTypes } from "../sdk/serviceBus.ts";
import {
  externalReceives,
  externalRegistrations,
  presetMarkers,
} from "../sdk/handlers.ts";
import type { MarkerTable } from "./project/scanTexts.ts";
import { joiningMarkers } from "./roots.ts";
import type { Settings } from "./settings.ts";

export function markersFor(settings: Settings): MarkerTable {
  const handler = new Set([SERVICE_BUS_MODULE, "serviceBus"]);
  const registers = new Set(registeringMembers(settings));
  for (const preset of settings.presets)
    for (const marker of presetMarkers[preset]) handler.add(marker);
  for (const custom of settings.handlers) {
    if ("trigger" in custom) handler.add(custom.trigger);
    else {
      const name = custom.call.slice(custom.call.lastIndexOf(".") + 1);
      handler.add(name);
      registers.add(name);
    }
  }
  return {
    // An input binding is a read without the SDK.
    cosmos: [COSMOS_MODULE, "input.cosmosDB"],
    handler: [...handler],
    registers: [useOfMember([...registers])],
    token: ["sessionToken", TOKEN_HEADER],
    ...joiningMarkers,
  };
}

/** Members that take a handler or hand out messages. Whoever calls one of them has to write its name. */
function registeringMembers(settings: Settings): string[] {
  const ofSdk = Object.values(serviceBusTypes).flatMap(({ members }) =>
    Object.entries(members).flatMap(([name, { is }]) =>
      is === "register" || is === "receive" ? [name] : [],
    ),
  );
  const ofPackages = [
    ...externalRegistrations.map(({ path, handler: { preset } }) => ({
      path,
      preset,
    })),
    ...externalReceives,
  ].flatMap(({ path, preset }) =>
    preset === undefined || settings.presets.some((one) => one === preset)
      ? path.slice(-1)
      : [],
  );
  return [...ofSdk, ...ofPackages];
}

/**
 * One of the names where it is called, taken as a value, or taken out of an object: not where it is a word of a
 * sentence or a part of another name.
 */
function useOfMember(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replaceAll(/[^\w]/g, "\\$&"));
  const word = `(?<![\\w$])(?:${escaped.join("|")})(?![\\w$])`;
  return new RegExp(
    `${word}["'\`]?\\]?\\s*(?:\\?\\.)?\\s*[(<]|\\.\\s*${word}\\s*[;,)\\].}]|[{,]\\s*${word}\\s*[,}:=]`,
  );
}

/** Every text holds the empty text: no file is left out. */
export const everyFileMarkers: MarkerTable = {
  cosmos: [""],
  handler: [""],
  registers: [""],
  token: [""],
  ...joiningMarkers,
};
