import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { preparePackage } from '../build/prepare-package.ts'
import { examples } from './examples.ts'
import type { Page } from './fake-site.ts'

/** Projects that know nothing of this repository, as the widget's users have them: an example's files and the packed package. */

const run = promisify(execFile)
const widget = resolve(import.meta.dirname, '..')
const root = resolve(widget, '../..')
/** The name of the package once it is packed, as the examples' manifests have it. */
export const packed = 'craveva-widget-0.1.0.tgz'
const require = createRequire(import.meta.url)

/** What the examples take from npm. */
const manifests = {
  react: () => require.resolve('react/package.json'),
  'react-dom': () => require.resolve('react-dom/package.json'),
  vue: () => require.resolve('vue/package.json'),
  '@vitejs/plugin-vue': () => require.resolve('@vitejs/plugin-vue/package.json'),
}

/** For programs that would ask, or tell their makers what they do. */
export const quiet = { CI: 'true', NEXT_TELEMETRY_DISABLED: '1' }

/** Runs the repository's own pnpm in a folder that is none of its. */
export const pnpm = (folder: string, ...args: readonly string[]) =>
  run(process.execPath, [join(root, 'scripts/run.mjs'), 'pnpm', '--dir', folder, ...args], { env: { ...process.env, ...quiet } })

export interface Project {
  readonly folder: string
  /** Puts an example's files into a folder of the project, and others beside them. */
  add(example: string, files?: Readonly<Record<string, string>>): Promise<string>
  close(): Promise<void>
}

/** Packs the widget as it is published and unpacks it as npm does. */
export async function openProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'craveva-project-')))
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', join(widget, 'tsconfig.src.json')])
  await preparePackage(join(folder, 'package'))
  await pnpm(join(folder, 'package'), 'pack', '--pack-destination', folder)
  const place = join(folder, 'node_modules/@craveva')
  await mkdir(place, { recursive: true })
  await run('tar', ['-xzf', join(folder, packed), '-C', place])
  await rename(join(place, 'package'), join(place, 'widget'))
  for (const [name, find] of Object.entries(manifests)) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(dirname(find()), link)
  }
  return {
    folder,
    async add(example, files = {}) {
      const place = await mkdtemp(join(folder, `${example}-`))
      await cp(join(examples, example), place, { recursive: true })
      for (const [name, text] of Object.entries(files)) await writeFile(join(place, name), text)
      return place
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Builds pages of a project with Vite as its own configuration says; the answer is what a server would serve, by path. Frameworks warn as in development. */
export async function buildPages(folder: string, input: readonly string[], alias: Readonly<Record<string, string>> = {}) {
  const result = await build({
    root: folder,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias },
    build: { write: false, minify: false, rolldownOptions: { input: input.map(page => join(folder, page)) } },
  })
  const files = [result].flat().flatMap(each => ('output' in each ? each.output : []))
  return Object.fromEntries(
    files.map((file): [string, Page] => {
      const html = file.type === 'chunk' ? file.code : String(file.source)
      return [
        `/${file.fileName}`,
        { html, headers: { 'content-type': `text/${file.type === 'chunk' ? 'javascript' : 'html'}; charset=utf-8` } },
      ]
    }),
  )
}
