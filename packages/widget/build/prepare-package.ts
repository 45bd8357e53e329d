import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { buildForBundlers } from './build-npm.ts'

const widget = resolve(import.meta.dirname, '..')
const entries = ['index', 'element']
/** Types alone: `<craveva-chat>` for those who write it with one of these. */
const frameworks = ['react', 'preact', 'vue']

/**
 * Makes the folder that is published: the widget as modules for bundlers, the types of its entries and of nothing else, and a manifest that names
 * nothing of this repository. The types are those that `tsc -b` wrote. `pnpm pack` and `pnpm publish` take it from `dist/package/`.
 */
export async function preparePackage(target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  await buildForBundlers(widget, join(target, 'dist'))
  await copyTypes(join(target, 'dist'))
  await writeFile(join(target, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
  await writeFile(join(target, 'README.md'), await readFile(join(widget, 'build/package-readme.md')))
}

/** Copies the types of the entries with what they import, which are files of this package alone. */
async function copyTypes(target: string) {
  const waiting = [...entries.map(entry => `${entry}.d.ts`), ...frameworks.map(name => `npm/${name}.d.ts`)]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = await readFile(join(widget, 'dist/types', file), 'utf8')
    const here = file
    const published = text
      .replace(/\/\/# sourceMappingURL=.*\n?/, '')
      .replaceAll(/(?<=\b(?:from|import) ?\(?['"])[^'"]+(?=['"])/g, specifier => {
        if (frameworks.includes(specifier)) return specifier
        if (!specifier.startsWith('.')) throw new Error(`${here} imports ${specifier}, which the published package does not have`)
        waiting.push(join(dirname(here), specifier.replace(/\.ts$/, '.d.ts')))
        return specifier.replace(/\.ts$/, '.js')
      })
    const place = join(target, file)
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, published)
  }
}

const exportOf = (entry: string) => ({ types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` })

async function manifest() {
  const { name, version, description, license, peerDependencies, peerDependenciesMeta } = JSON.parse(
    await readFile(join(widget, 'package.json'), 'utf8'),
  )
  return {
    ...{ name, version, description, license, type: 'module' },
    files: ['dist'],
    sideEffects: false,
    exports: {
      '.': exportOf('index'),
      './element': exportOf('element'),
      ...Object.fromEntries(frameworks.map(framework => [`./${framework}`, { types: `./dist/npm/${framework}.d.ts` }])),
    },
    ...{ peerDependencies, peerDependenciesMeta },
  }
}

if (import.meta.main) await preparePackage(join(widget, 'dist/package'))
