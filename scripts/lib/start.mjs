import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInForeground } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './paths.mjs'
import { prepare } from './prepare.mjs'

/** Starts the server and stays until it ends. Its package says with which flags of Node: a small young generation halves the memory of an idle server. */
export async function start(args) {
  const node = await prepare()
  const { config } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8'))
  return runInForeground(node, [...config.node_flags, join(root, 'packages/server/dist/main.js'), ...args], { env: environmentFor(node) })
}
