import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where this script puts the tools it fetches; nothing is installed anywhere else. */
export const toolsFolder = join(root, '.tools')

/** What the installed packages were made from, and what was built, is noted beside them and goes with them. */
export const stamps = join(root, 'node_modules', '.craveva')
