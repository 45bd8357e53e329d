import { builds, isBuilt, runBuild } from './build.mjs'
import { withLock } from './lock.mjs'
import { fetchNode, findNode, nodeTitle } from './node.mjs'
import { arePackagesInstalled, installPackages } from './packages.mjs'
import { fetchPnpm, findPnpm, pnpmTitle } from './pnpm.mjs'
import { step } from './progress.mjs'

/**
 * Makes everything ready that is not: Node, pnpm, the packages and, unless `build` is false, what is built from them.
 * Silent and quick when nothing is to do. The answer is the path of the Node to run things with.
 */
export async function prepare({ build = true } = {}) {
  const node = await prepareNode()
  if (!isReady(build)) await withLock(node, () => install(node, build))
  return node
}

const isReady = build => arePackagesInstalled() && (!build || builds().every(isBuilt))

/** Looks again at each thing: it may have been done while we waited for the lock. */
async function install(node, build) {
  if (!arePackagesInstalled()) {
    const pnpm = await preparePnpm()
    await step('3/4 Installing packages', () => installPackages(node, pnpm))
  }
  if (!build) return
  for (const stale of builds().filter(entry => !isBuilt(entry))) await step(`4/4 Building ${stale.name}`, () => runBuild(stale, node))
}

export const prepareNode = async () => findNode() ?? (await step(`1/4 Fetching ${nodeTitle}`, fetchNode))
export const preparePnpm = async () => findPnpm() ?? (await step(`2/4 Fetching ${pnpmTitle}`, fetchPnpm))
