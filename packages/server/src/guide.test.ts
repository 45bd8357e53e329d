import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fastFolder } from '@craveva/testing/fast-folder'
import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, startProgram } from './fixtures/program.ts'

/** The commands of docs/guides/api.md, run as they stand there against the real program; only addresses are those of this machine. */

const run = promisify(execFile)
let own: TestDatabase
let shop: TestDatabase
let reach: Awaited<ReturnType<typeof reachByTcp>>
let folder: string
let program: Program
const reader = `guide_reader_${crypto.randomUUID().slice(0, 8)}`

beforeAll(async () => {
  own = await cloneTestDatabase()
  shop = await cloneTestDatabase()
  await inShop(
    'create schema shop',
    'create table shop.orders (id integer primary key, status text)',
    `insert into shop.orders values (1, 'shipped'), (2, 'paid')`,
    `create role ${reader} login password 'guide'`,
    `grant usage on schema shop to ${reader}`,
    `grant select on shop.orders to ${reader}`,
    `alter role ${reader} set search_path = shop`,
  )
  reach = await reachByTcp(shop.url)
  folder = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
  program = await startProgram({ DATABASE_URL: own.url, DATA_DIR: folder, EGRESS_ALLOW: `127.0.0.1/32:${reach.port}` })
}, 120_000)
afterAll(async () => {
  await program?.end('SIGTERM')
  await reach?.close()
  await inShop(`drop owned by ${reader}`, `drop role ${reader}`)
  await shop?.drop()
  await own?.drop()
  await rm(folder, { recursive: true, force: true })
})

test('every command of the guide does what it says', async () => {
  const guide = await readFile(new URL('../../../docs/guides/api.md', import.meta.url), 'utf8')
  const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  expect(blocks.length).toBeGreaterThan(10)
  const { database } = new pg.Client({ connectionString: shop.url })
  const here = replaced(blocks.map((block, index) => `${block}\necho; echo "=== ${index + 1}"`).join('\n'), {
    'http://127.0.0.1:3000': program.url,
    '"host":"db.example.com","port":5432,"database":"shop","username":"reader","password":"secret"': `"host":"127.0.0.1","port":${reach.port},"database":"${database}","username":"${reader}","password":"guide"`,
  })
  const { stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', here], { cwd: folder })
  expect(stderr).toBe('')
  expect(stdout).not.toContain('"error":true')
  const said = stdout.split(/=== \d+\n/)
  const after = (part: string) => said[blocks.findIndex(block => block.includes(part))] ?? ''
  expect(after('-X PUT $API/agents/$AGENT')).toContain('"data_sources":["ds_')
  expect(after('test-connection')).toContain('"connected":true')
  expect(after('/data-sources/query')).toContain('"results":[{"id":1,"status":"shipped"},{"id":2,"status":"paid"}]')
  expect(after('/deployments/messaging')).toContain('<script async src=')
  expect(after('CHAT=$(curl')).toContain('30 days')
  expect(after('Who pays the postage?')).toMatch(/pay the postage/)
  expect(after('text/event-stream')).toMatch(/"type":"text-delta"[\s\S]*30 days[\s\S]*"type":"finish"/)
  expect(after('/execute')).toContain('30 days')
  // Three messages of visitors, one run, one question to the database.
  expect(after('/billing/usage')).toContain('"total_requests":5,')
}, 120_000)

/** The text with each of these in place of what it names, which must be there. */
function replaced(text: string, changes: Record<string, string>) {
  for (const [from, to] of Object.entries(changes)) {
    expect(text).toContain(from)
    text = text.replaceAll(from, to)
  }
  return text
}

async function inShop(...statements: string[]) {
  const client = new pg.Client({ connectionString: shop.url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** A port of the loopback that leads to a database, whose server may listen on a Unix socket alone. */
async function reachByTcp(url: string) {
  const { host, port } = new pg.Client({ connectionString: url })
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const server = createServer(socket => {
    const onward = connect(target)
    socket.pipe(onward).pipe(socket)
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
}
