import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { run } from './child.mjs'
import { toolsFolder } from './paths.mjs'
import { explain } from './setup-error.mjs'

/**
 * Puts an npm package, in exactly this version and without its install scripts, into a folder of its own below `.tools`; the answer is that folder.
 * It appears there complete or not at all, so several may try at once.
 */
export async function fetchTool(name, version) {
  const folder = toolFolder(name, version)
  if (existsSync(folder)) return folder
  const what = `Fetching ${name} ${version}`
  try {
    await mkdir(toolsFolder, { recursive: true })
    const draft = await mkdtemp(join(toolsFolder, 'draft-'))
    try {
      await install(draft, name, version, what)
      await chmod(draft, 0o755)
      await rename(draft, folder).catch(error => {
        if (!existsSync(folder)) throw error
      })
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  } catch (error) {
    throw error.code ? explain(what, String(error)) : error
  }
  return folder
}

export const toolFolder = (name, version) => join(toolsFolder, `${name}-${version}`)

async function install(folder, name, version, what) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const { file, prefix } = npm()
  const args = [
    ...prefix,
    'install',
    '--save-exact',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${name}@${version}`,
  ]
  // cmd.exe is what runs npm.cmd; nothing here needs its quoting.
  const { code, output } = await run(file, args, { cwd: folder, shell: file.endsWith('.cmd') })
  if (code !== 0 || !existsSync(join(folder, 'node_modules', name))) throw explain(what, output)
}

/** The npm that started us, else the one beside this Node, else the one on the path. */
function npm() {
  const started = process.env.npm_execpath
  if (started && basename(started) === 'npm-cli.js') return { file: process.execPath, prefix: [started] }
  const bundled = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (existsSync(bundled)) return { file: process.execPath, prefix: [bundled] }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', prefix: [] }
}
