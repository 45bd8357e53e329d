import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { canServeAsOrdinaryUser, ordinaryUser, serveInChild } from './fixtures/child.ts'
import { sharedDataDirectory, temporaryDirectory } from './fixtures/directories.ts'
import { isAlive } from './processes.ts'
import { chooseServerUser } from './server-user.ts'
import { startPostgres } from './start-postgres.ts'

const isRoot = process.getuid?.() === 0
const isWindows = process.platform === 'win32'

async function start(dataDir: string) {
  const messages: string[] = []
  const postgres = await startPostgres({ dataDir, log: message => messages.push(message) })
  onTestFinished(() => postgres.stop())
  return { ...postgres, messages }
}

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a first start', () => {
  test('creates a durable cluster that behaves the same everywhere, whatever an interrupted start left', async () => {
    const dataDir = await sharedDataDirectory()
    await mkdir(join(dataDir, 'postgres-18.new', 'base'), { recursive: true })
    await writeFile(join(dataDir, 'postgres-18.new', 'PG_VERSION'), '18')
    const { url, fresh } = await start(dataDir)
    expect(fresh).toBe(true)
    const [settings] = await query(
      url,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as synchronous_commit, current_setting('full_page_writes') as full_page_writes,
        current_setting('data_checksums') as data_checksums, current_setting('server_encoding') as encoding,
        current_setting('timezone') as timezone, current_setting('password_encryption') as passwords,
        datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`,
    )
    expect(settings).toEqual({
      major: 18,
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      encoding: 'UTF8',
      timezone: 'UTC',
      passwords: 'scram-sha-256',
      provider: 'b',
      locale: 'C.UTF-8',
    })
  })

  test('takes long folder names, with spaces, quotes and letters of any script', async () => {
    const dataDir = join(await temporaryDirectory(), `Wörk's "data" 店 ${'a-rather-long-name'.repeat(6)}`)
    const { url } = await start(dataDir)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('the password', () => {
  test.skipIf(isWindows)('lies in a file that no other user can read', async () => {
    const dataDir = await sharedDataDirectory()
    await start(dataDir)
    expect((await stat(join(dataDir, 'postgres-18.password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres-18'))).mode & 0o777).toBe(0o700)
  })

  test('is asked for', async () => {
    const dataDir = await sharedDataDirectory()
    const { url } = await start(dataDir)
    const password = await readFile(join(dataDir, 'postgres-18.password'), 'utf8')
    await expect(query(url.replace(password, 'wrong'), 'select 1')).rejects.toThrow(/password authentication failed/)
  })
})

describe('a later start', () => {
  test('finds what the first one stored, also after the folder was moved', async () => {
    const dataDir = await sharedDataDirectory()
    const moved = `${dataDir}-moved`
    onTestFinished(() => rename(moved, dataDir))
    const first = await start(dataDir)
    await query(first.url, "create table kept as select 'still here' as note")
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    await rename(dataDir, moved)
    const second = await start(moved)
    expect(second.fresh).toBe(false)
    expect(await query(second.url, 'select note from kept')).toEqual([{ note: 'still here' }])
  })

  test('says so when PostgreSQL dies on its own', async () => {
    const { pid, failure } = await start(await sharedDataDirectory())
    process.kill(pid, 'SIGQUIT')
    expect(await failure).toMatch(/PostgreSQL ended with/)
  })
})

describe('an account', () => {
  test.runIf(isRoot)('without privileges runs PostgreSQL in the place of root', async () => {
    const { pid } = await start(await sharedDataDirectory())
    expect((await stat(`/proc/${pid}`)).uid).toBe((await chooseServerUser('/nowhere'))?.uid)
  })

  test.runIf(isRoot)('needs no way to the folder, where root alone may go', async () => {
    const closed = await temporaryDirectory()
    await chmod(closed, 0o700)
    const { url } = await start(join(closed, 'data'))
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.runIf(canServeAsOrdinaryUser())('that is ordinary starts it as itself', async () => {
    const folder = await temporaryDirectory()
    await chmod(folder, 0o777)
    const served = await serveInChild(join(folder, 'data'), { user: ordinaryUser })
    onTestFinished(() => served.kill('SIGTERM'))
    expect(served.hello.error).toBeUndefined()
    expect((await stat(`/proc/${served.hello.pid}`)).uid).toBe(ordinaryUser.uid)
    expect(await query(served.hello.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
