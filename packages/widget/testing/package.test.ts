import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Message } from '@craveva/contract/parts'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { ChatWidgetEvents } from '../src/index.ts'
import { openProject, type Project, packed, pnpm } from './projects.ts'

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

/** Puts a package that the widget is tested with where its project looks for it. */
async function link(name: string, from = name) {
  const place = join(project.folder, 'node_modules', name)
  await mkdir(dirname(place), { recursive: true })
  await rm(place, { force: true })
  await symlink(await realpath(join(import.meta.dirname, '../node_modules', from)), place)
}

const element = `<craveva-chat agent="agent_1" api="https://chat.example" theme="dark" style={{ height: '600px' }} id="chat" />`
const wrongElements = `
export const none = <craveva-chat agent="agent_1" />
export const other = <craveva-chat agent="agent_1" api="" launcher="left" />
export const number = <craveva-chat agent={1} api="" />`

describe.each([
  ['React 19', 'react', '@types/react', '@types/react'],
  ['React 18', 'react', '@types/react', '@types/react-18'],
  ['Preact', 'preact', 'preact', 'preact'],
])('<craveva-chat> in JSX of %s', (_, framework, name, from) => {
  const jsx = { jsx: 'react-jsx', jsxImportSource: framework }
  beforeAll(() => link(name, from))

  test.each([
    ['nodenext', nodeNext],
    ['bundler', bundler],
  ])('is known under %s', async (_, module) => {
    const text = `import type {} from '@craveva/widget/${framework}'\nexport const chat = ${element}`
    expect(await check('element.tsx', text, { ...module, ...jsx })).toBe('')
  })

  test('is known to a project that names the types in its configuration', async () => {
    expect(
      await check('element.tsx', `export const chat = ${element}`, { ...bundler, ...jsx, types: [`@craveva/widget/${framework}`] }),
    ).toBe('')
  })

  test('is refused without an attribute that it needs, with one that it does not have, and of another type', async () => {
    const output = await check('wrong.tsx', `import type {} from '@craveva/widget/${framework}'${wrongElements}`, { ...bundler, ...jsx })
    expect(output.match(/wrong\.tsx\(\d+/g)).toEqual(['wrong.tsx(2', 'wrong.tsx(3', 'wrong.tsx(4'])
  })
})

test.each([
  ['nodenext', 'component.mts', nodeNext],
  ['bundler', 'component.ts', bundler],
])('<craveva-chat> is a component that the templates of Vue know, under %s', async (_, file, module) => {
  const text = `
import type { GlobalComponents } from 'vue'
import type {} from '@craveva/widget/vue'
type Props = InstanceType<GlobalComponents['craveva-chat']>['$props']
export const right: Props = { agent: 'agent_1', api: 'https://chat.example', theme: 'dark', style: { height: '600px' }, id: 'chat' }
export const none: Props = { agent: 'agent_1' }
export const other: Props = { agent: 'agent_1', api: '', launcher: 'left' }`
  // The types of Vue itself need more than the DOM.
  const output = await check(file, text, { ...module, skipLibCheck: true })
  expect(output.match(/component\.m?ts\(\d+/g)).toEqual([`${file}(6`, `${file}(7`])
})

test('what <craveva-chat> tells of has its type wherever it is listened to', async () => {
  const text = `
import type { ChatElementAttributes } from '@craveva/widget/element'
export const attributes: ChatElementAttributes = { agent: 'agent_1', api: 'https://chat.example' }
document.addEventListener('craveva:message', ({ detail }) => detail.text.trim())
document.querySelector<HTMLElement>('craveva-chat')?.addEventListener('craveva:add-to-cart', ({ detail }) => detail.quantity.toFixed())
document.addEventListener('craveva:message', ({ detail }) => detail.quantity)
document.addEventListener('craveva:open', ({ detail }) => detail)`
  expect((await check('listens.ts', text, bundler)).match(/listens\.ts\(\d+/g)).toEqual(['listens.ts(6', 'listens.ts(7'])
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
    'dist/npm/element-types.d.ts',
    'dist/npm/preact.d.ts',
    'dist/npm/react.d.ts',
    'dist/npm/vue.d.ts',
    'dist/shared/page-settings.d.ts',
    'package.json',
  ])
  const { dependencies, exports, peerDependencies, peerDependenciesMeta } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  expect([dependencies, Object.keys(exports)]).toEqual([undefined, ['.', './element', './react', './preact', './vue']])
  // Whoever writes HTML needs none of the frameworks.
  const optional = Object.fromEntries(Object.keys(peerDependencies).map(name => [name, { optional: true }]))
  expect([Object.keys(peerDependencies), peerDependenciesMeta]).toEqual([['@types/react', 'preact', 'react', 'vue'], optional])
  for (const file of files) expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(/@craveva\/(?!widget)|workspace:|"source"/)
})

test('packing it in its own folder makes the same, and leaves nothing there', async () => {
  const widget = join(import.meta.dirname, '..')
  const before = await readdir(widget)
  const place = join(project.folder, 'packed-at-home')
  await pnpm(widget, 'pack', '--pack-destination', place)
  expect(await readdir(widget)).toEqual(before)
  const list = async (archive: string) => (await run('tar', ['-tzf', archive])).stdout.split('\n').toSorted()
  expect(await list(join(place, packed))).toEqual(await list(join(project.folder, packed)))
})

test('names no file that a bundler would look for in vain', async () => {
  // Bundlers resolve what stands in \`new URL(…, import.meta.url)\`: the script's own way to its files has no place here.
  for (const name of await readdir(join(project.folder, 'node_modules/@craveva/widget/dist')))
    if (name.endsWith('.js'))
      expect(await readFile(join(project.folder, 'node_modules/@craveva/widget/dist', name), 'utf8'), name).not.toContain('import.meta')
})
