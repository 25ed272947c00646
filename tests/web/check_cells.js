// Lays out the graphs that come as JSON, and says what is wrong with any.

import { readFileSync } from "node:fs";

import { allProblems } from "./cell_problems.js";

const graphs = JSON.parse(readFileSync(0, "utf8"));
const found = Object.entries(graphs).flatMap(([name, graph]) => allProblems(graph).map((problem) => `${name}: ${problem}`));
console.log(found.join("\n"));
process.exitCode = found.length ? 1 : 0;
