import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Seen, sendJson, startTestServer } from './test-server.ts'

/** The package as it is published: packed, and used from a project that knows nothing of this repository. */

const run = promisify(execFile)
const sdk = resolve(import.meta.dirname, '..')
const root = resolve(sdk, '../..')
const agent = { agent_id: 'agent_1', name: 'Ada' }
let project: string
let server: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'craveva-sdk-'))
  await run(process.execPath, [join(root, 'scripts/run.mjs'), 'pnpm', '--dir', sdk, 'pack', '--pack-destination', project])
  // Beside the sources it would make every build stale.
  expect(await readdir(sdk)).not.toContain('package')
  const place = join(project, 'node_modules/@craveva')
  await mkdir(place, { recursive: true })
  const { version } = JSON.parse(await readFile(join(sdk, 'package.json'), 'utf8'))
  await run('tar', ['-xzf', join(project, `craveva-sdk-${version}.tgz`), '-C', place])
  await rename(join(place, 'package'), join(place, 'sdk'))
  await symlink(await realpath(join(root, 'packages/contract/node_modules/zod')), join(project, 'node_modules/zod'))
  await symlink(await realpath(join(root, 'node_modules/@types')), join(project, 'node_modules/@types'))
  server = await startTestServer((seen, response) =>
    seen.headers.authorization === 'Bearer cv_test_1' ? sendJson(response, answerTo(seen)) : sendJson(response, refusal, 401),
  )
}, 120_000)
afterAll(async () => {
  await server?.close()
  await rm(project, { recursive: true, force: true })
})

const refusal = { error: true, message: 'Sign in.', code: 'UNAUTHORIZED', details: {} }
const answerTo = ({ method }: Seen) =>
  method === 'POST' ? { agent } : { agents: [agent], total: 1, limit: 20, offset: 0, next_cursor: null }

/** What every program does, however it came to the functions. */
const steps = `
async function main({ createClient, createChat, verifyWebhook, fileFromPath, ApiError }) {
  const client = createClient({ baseUrl: process.argv[2], token: 'cv_test_1' })
  const { agent } = await client.agents.create({ name: 'Ada', type: 'custom' })
  const names = []
  for await (const one of client.agents.list.iterate()) names.push(one.name)
  const refused = await createClient({ baseUrl: process.argv[2], token: 'cv_test_2', maxRetries: 0 }).agents.list().catch(error => error)
  const file = await fileFromPath(process.argv[1])
  const chat = createChat({ baseUrl: process.argv[2], agentId: 'agent_1' })
  console.log(JSON.stringify([agent.agent_id, names, refused instanceof ApiError, refused.code, file.name, typeof chat.send, typeof verifyWebhook]))
}`
const entries = {
  client: 'createClient',
  chat: 'createChat',
  webhooks: 'verifyWebhook',
  'file-from-path': 'fileFromPath',
  errors: 'ApiError',
}
const names = Object.values(entries).join(', ')
const imports = Object.entries(entries).map(([entry, name]) => `import { ${name} } from '@craveva/sdk/${entry}'`)
const requires = Object.entries(entries).map(([entry, name]) => `const { ${name} } = require('@craveva/sdk/${entry}')`)
const result = (program: string) => ['agent_1', ['Ada'], true, 'UNAUTHORIZED', program, 'function', 'function']

async function outputOf(program: string) {
  const { stdout, stderr } = await run(process.execPath, [program, server.url], { cwd: project })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

test.each([
  ['a module of Node', 'program.mjs', imports],
  ['a CommonJS program', 'program.cjs', requires],
])('%s uses it', async (_, program, lines) => {
  await writeFile(join(project, program), [...lines, steps, `main({ ${names} })`].join('\n'))
  expect(await outputOf(program)).toEqual(result(program))
})

test('a bundler takes it, without a library of schemas', async () => {
  await writeFile(join(project, 'entry.js'), [...imports, steps, `main({ ${names} })`].join('\n'))
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'error',
    root: project,
    build: {
      outDir: 'bundled',
      minify: false,
      lib: { entry: 'entry.js', formats: ['es'], fileName: () => 'bundle.mjs' },
      rolldownOptions: { external: /^node:/ },
    },
  })
  expect(await outputOf('bundled/bundle.mjs')).toEqual(result('bundle.mjs'))
  expect(await readFile(join(project, 'bundled/bundle.mjs'), 'utf8')).not.toMatch(/ZodType|safeParse/)
})

const typed = `
async function typed(client: ReturnType<typeof createClient>) {
  const { agent } = await client.agents.create({ name: 'Ada', type: 'customer_support' })
  const name: string = agent.name
  for await (const part of client.chat.send.stream({ agent_id: agent.agent_id, message: 'Hello' })) if (part.type === 'text-delta') name.concat(part.text)
  for await (const one of client.agents.list.iterate({ status: 'active' })) name.concat(one.name)
  const { data_source } = await client.dataSources.upload({ files: [await fileFromPath('a.md')], source_name: 'Help' })
  return data_source.status
}`

const settings = {
  strict: true,
  noEmit: true,
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
}

async function check(file: string, text: string, module: object) {
  await writeFile(join(project, file), text)
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...settings, ...module }, files: [file] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [tsc, '-p', project]).then(
    () => '',
    error => String(error.stdout),
  )
}

const nodeNext = { module: 'nodenext', moduleResolution: 'nodenext' }
const bundler = { module: 'esnext', moduleResolution: 'bundler' }

test.each([
  ['a module', 'typed.mts', [...imports, typed], nodeNext],
  ['CommonJS', 'typed.cts', [...imports, typed], nodeNext],
  ['a bundler', 'typed.ts', [...imports, typed], bundler],
])('its types are found from %s', async (_, file, lines, module) => {
  expect(await check(file, lines.join('\n'), module)).toBe('')
})

test('its types refuse what the API would', async () => {
  const wrong = [...imports, "createClient({ baseUrl: '' }).agents.create({ name: 1, type: 'customer_support', colour: 'red' })"]
  const output = await check('wrong.mts', wrong.join('\n'), nodeNext)
  expect(output).toMatch(/Type 'number' is not assignable to type 'string'|'colour' does not exist/)
})

test('it holds no tests, and names nothing that is not published', async () => {
  const { stdout } = await run('tar', ['-tzf', join(project, 'craveva-sdk-0.1.0.tgz')])
  expect(stdout).not.toMatch(/test|\.map|src\//)
  const dist = join(project, 'node_modules/@craveva/sdk/dist')
  for (const name of await readdir(dist, { recursive: true }))
    if (/\.(js|ts)$/.test(name)) expect(await readFile(join(dist, name), 'utf8'), name).not.toMatch(/@craveva\/(contract|core)|workspace:/)
})
