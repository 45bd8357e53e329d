import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './child.mjs'
import { hashOfTimes, isStamped, stamp } from './fingerprint.mjs'
import { environmentFor } from './node.mjs'
import { workspacePackages } from './packages.mjs'
import { root, stamps } from './paths.mjs'
import { explain } from './setup-error.mjs'

/**
 * What has to be built before the server can start: its TypeScript with that of all it imports, and every package that has a `build` script.
 * Each is built again when a source of its own or of a package it depends on has changed.
 */
export function builds() {
  const packages = workspacePackages()
  const scripted = packages.filter(({ manifest }) => manifest.scripts?.build)
  const server = packages.filter(({ manifest }) => manifest.name === '@craveva/server')
  return [
    ...server.map(entry => describe(entry, packages, node => compile(node, entry.folder), true)),
    ...scripted.map(entry => describe(entry, packages, node => runBuildScript(node, entry), false)),
  ]
}

function describe(entry, packages, build, compilesDependencies) {
  const sources = [entry, ...dependenciesOf(entry, packages)].map(({ folder }) => folder)
  const outputs = (compilesDependencies ? sources : [entry.folder]).map(folder => join(folder, 'dist'))
  return { name: entry.manifest.name.replace('@craveva/', ''), sources, outputs, build }
}

function dependenciesOf({ manifest }, packages) {
  const direct = packages.filter(({ manifest: { name } }) => manifest.dependencies?.[name])
  return [...new Set(direct.flatMap(entry => [entry, ...dependenciesOf(entry, packages)]))]
}

const stampName = ({ name }) => `built-${name}`
const hash = ({ sources }) => hashOfTimes([...sources, join(root, 'tsconfig.base.json'), join(stamps, 'installed')])

export const isBuilt = build => build.outputs.every(existsSync) && isStamped(stampName(build), hash(build))

export async function runBuild(build, node) {
  // Taken before: what changes during the build makes it stale.
  const before = hash(build)
  await build.build(node)
  stamp(stampName(build), before)
}

async function compile(node, folder) {
  const { code, output } = await run(node, [join(root, 'node_modules/typescript/bin/tsc'), '-b', folder], { cwd: root })
  if (code !== 0) throw explain('Compiling the server', output)
}

async function runBuildScript(node, { folder, manifest }) {
  const environment = environmentFor(node)
  const programs = [join(folder, 'node_modules', '.bin'), join(root, 'node_modules', '.bin')].join(delimiter)
  const { code, output } = await run(manifest.scripts.build, [], {
    cwd: folder,
    shell: true,

    env: { ...environment, PATH: `${programs}${delimiter}${environment.PATH}` },
  })
  if (code !== 0) throw explain(`Building ${manifest.name}`, output)
}
