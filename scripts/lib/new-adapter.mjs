import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { SetupError } from './setup-error.mjs'

/** What was built, and the adapters broken on purpose that try the suite itself. */
const notCopied = ['dist', 'node_modules', 'tsconfig.tsbuildinfo', 'src/broken-adapters.test.ts', 'src/testing/broken-adapters.ts']

/** Makes a package for the adapter of a platform out of the example, and puts it where packages are listed. */
export async function newAdapter([name = '']) {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(name) || name === 'example')
    throw new SetupError('Name the platform in small letters: npm run new:adapter -- my-platform')
  const folder = join(root, 'packages', `adapter-${name}`)
  if (existsSync(folder)) throw new SetupError(`packages/adapter-${name} is there already.`)
  cpSync(join(root, 'packages/adapter-example'), folder, { recursive: true })
  for (const left of notCopied) rmSync(join(folder, left), { recursive: true, force: true })
  renameIn(folder, name)
  insert('tsconfig.json', '    { "path": "packages/adapter-example" },', `    { "path": "packages/adapter-${name}" },`)
  insert(
    'tools/src/repo/import-rules.ts',
    "  '@craveva/adapter-example': ['@craveva/adapter-kit'],",
    `  '@craveva/adapter-${name}': ['@craveva/adapter-kit'],`,
  )
  insert('tools/src/repo/import-rules.ts', "    '@craveva/adapter-kit',", `    '@craveva/adapter-${name}',`)
  for (const user of ['packages/server', 'tools']) {
    depend(join(user, 'package.json'), `@craveva/adapter-${name}`)
    const kit = user === 'tools' ? '../packages/adapter-kit' : '../adapter-kit'
    insert(join(user, 'tsconfig.json'), `    { "path": "${kit}" },`, `    { "path": "${kit.replace('kit', name)}" },`)
  }
  console.log(`packages/adapter-${name} is there. Next: docs/guides/add-an-adapter.md, from step 2 on.`)
  return 0
}

/** `example` becomes the name, in file names, paths and identifiers. */
function renameIn(folder, name) {
  const words = name.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1))
  for (const entry of readdirSync(folder)) {
    const renamed = join(folder, entry.replace('example', name))
    if (renamed !== join(folder, entry)) renameSync(join(folder, entry), renamed)
    if (statSync(renamed).isDirectory()) renameIn(renamed, name)
    else {
      const text = readFileSync(renamed, 'utf8')
      const identifier = words.join('')
      const changed = text
        .replaceAll('exampleSubject', `${identifier.charAt(0).toLowerCase()}${identifier.slice(1)}Subject`)
        .replaceAll(/(create|start)Example/g, `$1${identifier}`)
        .replaceAll(/'Example'/g, `'${words.join(' ')}'`)
        .replaceAll('example', name)
      writeFileSync(renamed, changed)
    }
  }
}

function insert(file, after, line) {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(after)) throw new SetupError(`${file} has no line for the example any more; add yours there by hand.`)
  writeFileSync(path, text.replace(after, `${after}\n${line}`))
}

/** Adds a package of the workspace to the dependencies of another one. */
function depend(file, name) {
  const path = join(root, file)
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  const dependencies = Object.entries({ ...manifest.dependencies, [name]: 'workspace:*' }).sort(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ ...manifest, dependencies: Object.fromEntries(dependencies) }, null, 2)}\n`)
}
