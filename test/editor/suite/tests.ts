import "./findings.ts";
import "./hover.ts";
import "./scan.ts";
