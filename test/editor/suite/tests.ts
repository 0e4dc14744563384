import "./contributions.ts";
import "./findings.ts";
import "./hover.ts";
import "./run.ts";
import "./scan.ts";
