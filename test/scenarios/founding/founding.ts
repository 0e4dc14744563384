// `npm run founding`: the scenario that the project was founded on, with and without the token.
import { runFounding } from "./runFounding.ts";

console.log(`
A sender writes fifty persons to Cosmos DB and sends a message about each. A receiver in
another process reads each person by the id in the message. How often is it not found at
the first try?
`);
const without = await runFounding(false);
const withToken = await runFounding(true);
console.log(`  SessionId in the message     persons     not found at first
  null                         ${String(without.persons).padStart(7)}     ${String(without.notFoundAtFirst).padStart(18)}
  the write's session token    ${String(withToken.persons).padStart(7)}     ${String(withToken.notFoundAtFirst).padStart(18)}
`);
