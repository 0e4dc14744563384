export { startTokenFlow } from "./startTokenFlow.ts";
