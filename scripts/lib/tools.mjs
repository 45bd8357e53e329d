import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runInForeground } from './child.mjs'
import { environmentFor } from './node.mjs'
import { root } from './paths.mjs'
import { prepare, prepareNode, preparePnpm } from './prepare.mjs'
import { SetupError } from './setup-error.mjs'

/** A program of `tools/src/<name>/main.ts`, run as it is written, against a built server. */
const tool = name => async args => {
  const program = join(root, 'tools/src', name, 'main.ts')
  if (!existsSync(program)) throw new SetupError(`There is no tools/src/${name}/main.ts in this checkout.`)
  const node = await prepare()
  return runInForeground(node, ['--conditions=source', program, ...args], { cwd: root, env: environmentFor(node) })
}

export const bench = tool('bench')
export const verify = tool('verify')
export const evaluate = tool('eval')
export const fakeTelegram = tool('fake-telegram')

/** Makes everything ready and ends. */
export async function build() {
  await prepare()
  return 0
}

/** The project's own pnpm, to add a package for example. */
export async function pnpm(args) {
  const node = await prepareNode()
  return runInForeground(node, [await preparePnpm(), ...args], { env: environmentFor(node) })
}
