import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { filesEndingIn, root } from './source-files.ts'

const documents = filesEndingIn('.md')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The demo shop's pages are what a shop wrote about itself, not about this repository. */
const ours = documents.filter(({ path }) => !path.startsWith('packages/server/demo/'))

test('every relative link leads to a file', () => {
  const broken = ours.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)]
      .map(([, link = '']) => link)
      .filter(link => !existsSync(join(root, dirname(path), link)))
      .map(link => `${path}: ${link}`),
  )
  expect(broken).toEqual([])
})

test('every npm command that a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json'))
  const broken = ours.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g)]
      .map(([, name = '']) => name)
      .filter(name => !(name in scripts))
      .map(name => `${path}: ${name}`),
  )
  expect(broken).toEqual([])
})

test('every command of package.json does something', async () => {
  const { scripts } = JSON.parse(read('package.json'))
  const commands = read('scripts/lib/main.mjs')
  const missing = Object.entries(scripts).filter(([name, script]) => {
    const command = /^node scripts\/run\.mjs (\w+)$/.exec(String(script))?.[1]
    if (!command || !commands.includes(command)) return true
    return ['bench', 'verify', 'eval'].includes(name) && !existsSync(join(root, 'tools/src', name, 'main.ts'))
  })
  expect(missing).toEqual([])
})

test('the README lists the settings that exist, and all of them', () => {
  const documented = new Set(
    [...(section(read('README.md'), '## Configuration').matchAll(/^\| (.+?) \|/gm) ?? [])].flatMap(
      ([, cell = '']) => cell.match(/[A-Z][A-Z_]+/g) ?? [],
    ),
  )
  const existing = new Set([...read('packages/server/src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name))
  expect([...existing].filter(name => !documented.has(name))).toEqual([])
  expect([...documented].filter(name => !existing.has(name))).toEqual([])
})

/** The text below a heading up to the next one. */
const section = (text: string, heading: string) => text.split(`${heading}\n`)[1]?.split('\n## ')[0] ?? ''
