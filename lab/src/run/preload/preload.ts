import { sendCallSites } from "./callSites/sendCallSites.ts";
import { destinationOf } from "./redirect/destinationOf.ts";
import { redirect } from "./redirect/redirect.ts";
import { tellOfWebSockets } from "./redirect/tellOfWebSockets.ts";
import { settingsVariable, type RunSettings } from "./settings.ts";

/**
 * Runs in the program, before its first line, in each of its threads and child processes
 * (`NODE_OPTIONS=--require`). Under `cosmos-session-lab run` it leads connections for the cloud to
 * the lab. Without, as in a program that names the lab's endpoint itself, it only tells the lab which
 * line of the program is behind a request.
 */
const text = process.env[settingsVariable];
const settings =
  text === undefined ? undefined : (JSON.parse(text) as RunSettings);
if (settings !== undefined) {
  redirect(settings);
  tellOfWebSockets();
}

const loopback = /^(?:localhost|127\.[\d.]+|\[?::1\]?)$/;
sendCallSites(
  (host) =>
    loopback.test(host) ||
    (settings !== undefined &&
      (host === settings.host ||
        destinationOf(host, 443, settings)?.to === "lab")),
);
