const exitCodes = `Exit codes:
  0  done
  1  fix only: something is left that has to be mended by hand
  2  the command could not do its work: wrong usage, an unreadable file, a file that changed meanwhile
`;

const settingsOption = `  --settings FILE  Read the settings from this JSON file. Without it they are settings["cosmos-session"] of the
                   project's ESLint configuration, and where there is none the defaults.
`;

export const usage = `cosmos-session finds Cosmos DB reads in message handlers that do not pass the session token which came with
the message, and mends them. Such a read may answer with older data than the sender of the message wrote.

Usage:
  cosmos-session explain [files]   show each message handler, the reads it reaches, and why each is safe or not
  cosmos-session fix [files]       mend unsafe reads, across files, and show what changed

Files may be folders; without any, the folder you are in. The whole project around them is looked at.

A good start:
  npx cosmos-session explain
  npx cosmos-session fix --dry-run

"cosmos-session explain --help" and "cosmos-session fix --help" tell their options, --version the version.

${exitCodes}`;

export const usageOf = {
  explain: `Usage: cosmos-session explain [files] [--stats] [--json] [--settings FILE]

Shows each message handler that these files take part in, with the Cosmos DB reads it reaches:
  protected    the read passes a token that comes with the message, or from the same flow
  unprotected  it does not: the read may answer with older data than the sender of the message wrote
  unknown      the analysis cannot see what the read passes; the rules say nothing of it

Options:
  --stats          Show also what the analysis looked at, what it gave up, and how long it took.
  --json           Print one JSON object: { version: 1, handlers: [...] }, with "stats" where asked for.
${settingsOption}
${exitCodes}`,
  fix: `Usage: cosmos-session fix [files] [--dry-run] [--style inline|helper|ambient] [--settings FILE]

Passes the message's session token to unsafe reads, through all functions on the way, and prints the diff.
Given files, it mends the reads whose way from the handler runs through them, in all files on that way.
Either all files are written or none is. A file that changes while the command runs is not overwritten.

Options:
  --dry-run        Print the diff, write nothing.
  --style STYLE    How the token is passed: "inline" needs no dependency, "helper" and "ambient" use the package
                   cosmos-session-token. Without it: the setting "style", or what the code does already.
${settingsOption}
${exitCodes}`,
} as const;
