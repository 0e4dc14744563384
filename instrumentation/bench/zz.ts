import { execFileSync, execFile } from "node:child_process";
import { promisify } from "node:util";
import { startGateway } from "./startGateway.ts";
const g = await startGateway();
const ex = promisify(execFile);
const variants = process.argv.slice(4);
const res: Record<string, number[]> = {};
for (let i=0;i<Number(process.argv[3]);i++) for (const v of ["", ...variants]) {
  const { stdout } = await ex(process.execPath, [...(v?["--require", v]:[]), "bench/reader.mjs", g.url, process.argv[2]!, "4000"], {env:{...process.env, NODE_OPTIONS:"", COSMOS_SESSION_OTLP_ENDPOINT:g.url}});
  (res[v] ??= []).push(Number(stdout));
}
for (const [k,v] of Object.entries(res)) { const s=[...v].sort((a,b)=>a-b); console.log(k||"none", s[0]!.toFixed(0), s[s.length>>1]!.toFixed(0)); }
g.stop();
