import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'

/**
 * Makes `dist/package/`, the folder that is published: what a program reaches from the entries of this package, with the files of the private
 * contract among them, so that nothing is needed from elsewhere but the types of zod. Run by `pnpm pack` and `pnpm publish`, after `tsc -b`.
 */

const sdk = resolve(import.meta.dirname, '..')
const contract = resolve(sdk, '../contract')
const target = join(sdk, 'dist/package')
const entries = ['client', 'chat', 'webhooks', 'file-from-path', 'errors']

/** Where a built file goes in the package. */
const placeOf = (file: string) =>
  file.startsWith(contract)
    ? join('dist/contract', relative(join(contract, 'dist'), file))
    : join('dist', relative(join(sdk, 'dist'), file))

async function copy(files: readonly string[]) {
  const done = new Set<string>()
  const waiting = [...files]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue
    done.add(file)
    const text = await readFile(file, 'utf8')
    const place = join(target, placeOf(file))
    await mkdir(dirname(place), { recursive: true })
    const here = file
    const moved = text
      .replace(/\/\/# sourceMappingURL=.*\n?/, '')
      .replaceAll(/(?<=\b(?:from|import) ?\(?['"])[^'"]+(?=['"])/g, specifier => {
        const found = find(specifier, here)
        if (!found) return specifier
        waiting.push(found)
        const way = relative(dirname(placeOf(here)), placeOf(found)).replace(/\.d\.ts$/, '.js')
        return way.startsWith('.') ? way : `./${way}`
      })
    await writeFile(place, moved)
  }
  return done
}

/** The built file that an import leads to; null for what stays outside. Types lead to types, programs to programs. */
function find(specifier: string, from: string) {
  const ending = from.endsWith('.d.ts') ? '.d.ts' : '.js'
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier.replace(/\.(js|ts)$/, ending))
  const [, name] = /^@craveva\/contract\/(.+)$/.exec(specifier) ?? []
  if (name) return join(contract, 'dist', `${name}${ending}`)
  if (specifier === 'zod' || specifier.startsWith('zod/') || specifier.startsWith('node:')) return null
  throw new Error(`${relative(sdk, from)} imports ${specifier}, which the published package does not have`)
}

async function manifest() {
  const own = JSON.parse(await readFile(join(sdk, 'package.json'), 'utf8'))
  const { dependencies } = JSON.parse(await readFile(join(contract, 'package.json'), 'utf8'))
  return {
    ...{ name: own.name, version: own.version, description: own.description, license: own.license, type: 'module' },
    engines: { node: '>=22.12' },
    files: ['dist'],
    sideEffects: false,
    exports: Object.fromEntries(entries.map(entry => [`./${entry}`, { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` }])),
    // For the types alone: no program text imports it.
    dependencies: { zod: dependencies.zod },
  }
}

await rm(target, { recursive: true, force: true })
await copy(entries.flatMap(entry => ['.js', '.d.ts'].map(ending => join(sdk, 'dist', `${entry}${ending}`))))
await writeFile(join(target, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
await writeFile(join(target, 'README.md'), await readFile(join(sdk, 'README.md')))
