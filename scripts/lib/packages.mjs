import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { hashOfContents, isStamped, stamp } from './fingerprint.mjs'
import { environmentFor } from './node.mjs'
import { root } from './paths.mjs'
import { explain } from './setup-error.mjs'

const stampName = 'installed'

/** Folders of the workspace's packages, and what their package.json says. */
export function workspacePackages() {
  const folders = [
    ...readdirSync(join(root, 'packages')).map(name => join(root, 'packages', name)),
    join(root, 'testing'),
    join(root, 'tools'),
  ]
  return folders
    .filter(folder => existsSync(join(folder, 'package.json')))
    .map(folder => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
}

const hash = () => {
  const manifests = [root, ...workspacePackages().map(({ folder }) => folder)].map(folder => join(folder, 'package.json'))
  return `${process.platform} ${process.arch} ${hashOfContents([join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml'), ...manifests])}`
}

export const arePackagesInstalled = () => isStamped(stampName, hash())

/** Installs what the lockfile names, and nothing else. */
export async function installPackages(node, pnpm) {
  const before = hash()
  const { code, output } = await run(node, [pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    show: line => line.startsWith('Progress:'),
    env: { ...environmentFor(node), CI: 'true' },
  })
  if (code !== 0) throw explain('Installing the packages', output)
  stamp(stampName, before)
}
