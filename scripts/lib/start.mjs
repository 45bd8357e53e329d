import { join } from 'node:path'
import { runInForeground } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './paths.mjs'
import { prepare } from './prepare.mjs'

/** Starts the server and stays until it ends. */
export async function start(args) {
  const node = await prepare()
  return runInForeground(node, [join(root, 'packages/server/dist/main.js'), ...args], { env: environmentFor(node) })
}
