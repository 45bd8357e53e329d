import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Message } from '@craveva/contract/parts'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { ChatWidgetEvents } from '../src/index.ts'
import { openProject, type Project } from './projects.ts'

/** The package as it is published, in a project that knows nothing of this repository. */

const run = promisify(execFile)
const tsc = resolve(import.meta.dirname, '../../../node_modules/typescript/bin/tsc')
let project: Project

beforeAll(async () => {
  project = await openProject()
}, 120_000)
afterAll(() => project?.close())

const imports = `
import { type ChatWidget, type ChatWidgetEvents, createChatWidget } from '@craveva/widget'
import { defineChatElement } from '@craveva/widget/element'
`
const uses = `${imports}
defineChatElement()
const chat: ChatWidget = createChatWidget({ agent: 'agent_1', api: 'https://chat.example', position: 'left', lang: 'de', images: 'https://cdn.example' })
const stop: () => void = chat.on('add-to-cart', ({ variant_id, quantity }) => variant_id?.concat(quantity.toFixed()))
chat.on('handoff', ({ state, operator_name }) => (state === 'with_operator' ? operator_name?.trim() : null))
chat.on('ready', () => stop())
export const told: ChatWidgetEvents['message'][] = []
chat.on('message', message => told.push(message))
await chat.setContext({ page: document.title, cart: 2 })
await chat.identify({ token: 'x', join: true })
chat.destroy()
`

async function check(file: string, text: string, module: object) {
  await writeFile(join(project.folder, file), text)
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'dom'],
    types: [],
    skipLibCheck: false,
    ...module,
  }
  await writeFile(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  return run(process.execPath, [tsc, '-p', project.folder]).then(
    () => '',
    error => String(error.stdout),
  )
}

const nodeNext = { module: 'nodenext', moduleResolution: 'nodenext' }
const bundler = { module: 'esnext', moduleResolution: 'bundler' }

test.each([
  ['nodenext', 'typed.mts', nodeNext],
  ['bundler', 'typed.ts', bundler],
])('its types are found under %s, and need no other package', async (_, file, module) => {
  expect(await check(file, uses, module)).toBe('')
})

test('its types refuse what is wrong', async () => {
  const wrong = `${imports}
const chat = createChatWidget({ agent: 'agent_1', api: 'https://chat.example', position: 'top' })
chat.on('opened', () => {})
chat.send(1)
export type { ChatWidget, ChatWidgetEvents }
defineChatElement(1)`
  const output = await check('wrong.ts', wrong, bundler)
  expect(output.match(/wrong\.ts\(\d+/g)).toEqual(['wrong.ts(5', 'wrong.ts(6', 'wrong.ts(7', 'wrong.ts(9'])
})

test('the events say in their own words what the contract says', () => {
  expectTypeOf<ChatWidgetEvents['message']['role']>().toEqualTypeOf<Message['role']>()
  type Handoff = Extract<Message['parts'][number], { type: 'handoff' }>
  expectTypeOf<{ -readonly [Name in keyof ChatWidgetEvents['handoff']]: ChatWidgetEvents['handoff'][Name] }>().toEqualTypeOf<Handoff>()
})

test('importing it on a server does nothing', async () => {
  await writeFile(
    join(project.folder, 'server.mjs'),
    `${imports.replaceAll(/type \w+, /g, '')}\nconsole.log(typeof createChatWidget, typeof defineChatElement)`,
  )
  expect(await run(process.execPath, ['server.mjs'], { cwd: project.folder })).toEqual({ stdout: 'function function\n', stderr: '' })
})

test('holds what its entries import and nothing else, and names nothing that is not published', async () => {
  const folder = join(project.folder, 'node_modules/@craveva/widget')
  const files = (await readdir(folder, { recursive: true })).filter(file => /\.\w+$/.test(file))
  const code = await Promise.all(
    files
      .filter(file => file.endsWith('.js'))
      .map(async file => [file.slice('dist/'.length), await readFile(join(folder, file), 'utf8')] as const),
  )
  const imported = new Set(
    code.flatMap(([, text]) => [...text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+)["'`]/g)].map(([, name]) => name)),
  )
  expect(code.map(([name]) => name).filter(name => !imported.has(name) && name !== 'index.js' && name !== 'element.js')).toEqual([])
  expect([...imported].filter(name => !code.some(([file]) => file === name))).toEqual([])
  expect(files.filter(file => !file.endsWith('.js')).toSorted()).toEqual([
    'README.md',
    'dist/element.d.ts',
    'dist/index.d.ts',
    'dist/shared/page-settings.d.ts',
    'package.json',
  ])
  const { dependencies, exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  expect([dependencies, Object.keys(exports)]).toEqual([undefined, ['.', './element']])
  for (const file of files) expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(/@craveva\/(?!widget)|workspace:|"source"/)
})

test('names no file that a bundler would look for in vain', async () => {
  // Bundlers resolve what stands in \`new URL(…, import.meta.url)\`: the script's own way to its files has no place here.
  for (const name of await readdir(join(project.folder, 'node_modules/@craveva/widget/dist')))
    if (name.endsWith('.js'))
      expect(await readFile(join(project.folder, 'node_modules/@craveva/widget/dist', name), 'utf8'), name).not.toContain('import.meta')
})
