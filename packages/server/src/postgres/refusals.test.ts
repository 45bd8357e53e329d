import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { canServeAsOrdinaryUser, ordinaryUser, serveInChild } from './fixtures/child.ts'
import { sharedDataDirectory, temporaryDirectory } from './fixtures/directories.ts'
import { startPostgres } from './start-postgres.ts'

const refusal = (dataDir: string) =>
  startPostgres({ dataDir, log: () => undefined }).then(
    () => expect.fail('it started'),
    error => ({ code: error.code, message: error.message }),
  )

test('a second owner is told who the first one is', async () => {
  const dataDir = await sharedDataDirectory()
  const first = await serveInChild(dataDir)
  onTestFinished(() => first.kill('SIGTERM'))
  const { code, message } = await refusal(dataDir)
  expect(code).toBe('DATA_DIRECTORY_IN_USE')
  expect(message).toContain(`in use by process ${first.child.pid},`)
  expect(message).toContain(`kill ${first.child.pid}`)
  expect(message).toContain('DATA_DIR=')
})

test('a second owner in the same process is refused as well', async () => {
  const dataDir = await sharedDataDirectory()
  const first = await startPostgres({ dataDir, log: () => undefined })
  onTestFinished(() => first.stop())
  expect(await refusal(dataDir)).toMatchObject({ code: 'DATA_DIRECTORY_IN_USE' })
})

test('of two that start at the same moment one wins', async () => {
  const dataDir = await sharedDataDirectory()
  const both = await Promise.all([serveInChild(dataDir), serveInChild(dataDir)])
  onTestFinished(async () => void (await Promise.all(both.map(served => served.kill('SIGTERM')))))
  const errors = both.flatMap(({ hello }) => hello.error ?? [])
  expect(errors).toHaveLength(1)
  expect(errors[0]).toContain('is in use by process')
})

test('a data directory that is a file is named', async () => {
  const file = join(await temporaryDirectory(), 'data')
  await writeFile(file, '')
  const { code, message } = await refusal(file)
  expect(code).toBe('DATA_DIRECTORY_NOT_USABLE')
  expect(message).toContain(`${file} cannot be used: a file of that name is in the way`)
})

test.runIf(process.platform === 'linux')('a place that takes no folders is named', async () => {
  expect(await refusal('/proc/data')).toMatchObject({ code: 'DATA_DIRECTORY_NOT_USABLE', message: expect.stringContaining('/proc/data') })
})

test.runIf(canServeAsOrdinaryUser())('a data directory that may not be written is named', async () => {
  const folder = await temporaryDirectory()
  await chmod(folder, 0o755)
  const { hello } = await serveInChild(join(folder, 'data'), { user: ordinaryUser })
  expect(hello.error).toContain('cannot be used: this user may not write there')
})

test.each(['postgres-17', 'postgres-18'])('data of another major in %s is left alone', async name => {
  const dataDir = await temporaryDirectory()
  await mkdir(join(dataDir, name))
  await writeFile(join(dataDir, name, 'PG_VERSION'), '17\n')
  const { code, message } = await refusal(dataDir)
  expect(code).toBe('WRONG_MAJOR')
  expect(message).toContain('holds the data of PostgreSQL 17')
})

test('a damaged cluster ends with the words of PostgreSQL', async () => {
  const dataDir = await temporaryDirectory()
  await mkdir(join(dataDir, 'postgres-18'), { mode: 0o700 })
  await writeFile(join(dataDir, 'postgres-18', 'PG_VERSION'), '18\n')
  const { code, message } = await refusal(dataDir)
  expect(code).toBe('POSTGRES_FAILED')
  expect(message).toContain('postgresql.conf')
})
