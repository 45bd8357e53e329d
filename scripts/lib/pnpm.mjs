import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fetchTool, toolFolder } from './fetch-tool.mjs'

export const pnpmVersion = '12.21.0'
export const pnpmTitle = `pnpm ${pnpmVersion}`

/** Path of pnpm's script for Node, if it was fetched already. */
export function findPnpm() {
  const script = scriptIn(toolFolder('pnpm', pnpmVersion))
  return existsSync(script) ? script : undefined
}

export const fetchPnpm = async () => scriptIn(await fetchTool('pnpm', pnpmVersion))

const scriptIn = folder => join(folder, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')
