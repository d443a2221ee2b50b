#!/usr/bin/env node
// Starts the program in the package for this platform, and ends as it ends.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const platform = `noticelint-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "noticelint.exe" : "noticelint";

let program;
try {
  program = require.resolve(`${platform}/bin/${file}`);
} catch {
  console.error(`error: there is no noticelint for ${process.platform} on ${process.arch} here: install ${platform}, or build it with \`cargo install noticelint\``);
  process.exit(2);
}

const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: noticelint cannot be started: ${error.message}`);
  process.exit(2);
}
process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : status);
