#!/usr/bin/env node
// The one entry to everything one does with this repository: node scripts/run.mjs start|test|bench|verify|eval|build|pnpm.
// Plain JavaScript without dependencies, since it is what fetches them. It runs on Node 20; the rest runs on what it finds or fetches.
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`This needs Node 20 or newer to begin with, and this is Node ${process.versions.node}. Get one from https://nodejs.org.`)
  process.exit(1)
}
const { main } = await import('./lib/main.mjs')
process.exitCode = await main(process.argv.slice(2))
