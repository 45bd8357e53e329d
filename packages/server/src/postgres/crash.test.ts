import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serveInChild } from './fixtures/child.ts'
import { sharedDataDirectory } from './fixtures/directories.ts'
import { describeProcess, isAlive } from './processes.ts'
import { startPostgres } from './start-postgres.ts'

async function start(dataDir: string) {
  const messages: string[] = []
  const postgres = await startPostgres({ dataDir, log: message => messages.push(message) })
  onTestFinished(() => postgres.stop())
  return { ...postgres, messages }
}

describe('after this program was killed', () => {
  test('the PostgreSQL left behind is stopped and the next start goes on', async () => {
    const dataDir = await sharedDataDirectory()
    const first = await serveInChild(dataDir)
    await first.kill('SIGKILL')
    expect(isAlive(first.hello.pid)).toBe(true)

    const second = await start(dataDir)
    expect(second.messages.join('\n')).toContain(`process ${first.hello.pid}`)
    expect(second.pid).not.toBe(first.hello.pid)
    expect((await describeProcess(first.hello.pid))?.zombie ?? true).toBe(true)
  })

  test('what it was doing does not go on behind the back of the next', async () => {
    const dataDir = await sharedDataDirectory()
    const first = await serveInChild(dataDir)
    const client = new Client({ connectionString: first.hello.url })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('create table late (note text)')
    const running = client.query("begin; insert into late values ('too late'); select pg_sleep(60); commit").catch(error => error.message)
    await sleep(100)
    await first.kill('SIGKILL')

    const second = await start(dataDir)
    expect(await running).toMatch(/terminat/)
    const reader = new Client({ connectionString: second.url })
    await reader.connect()
    expect((await reader.query('select * from late')).rows).toEqual([])
    await reader.end()
  })

  test('a pid that now belongs to another program blocks nothing, and that program lives', async () => {
    const dataDir = await sharedDataDirectory()
    const first = await serveInChild(dataDir)
    await first.kill('SIGKILL')
    process.kill(first.hello.pid, 'SIGKILL')
    const file = join(dataDir, 'postgres-18', 'postmaster.pid')
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void stranger.kill())
    const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
    await writeFile(file, [stranger.pid, ...rest].join('\n'))

    const second = await start(dataDir)
    expect(second.fresh).toBe(false)
    expect(stranger.exitCode ?? stranger.signalCode).toBe(null)
  })

  test('every row that was acknowledged is there, whether PostgreSQL was killed too or not', async () => {
    const dataDir = await sharedDataDirectory()
    let acknowledged = 0
    for (let round = 0; round < 4; round++) {
      const { hello, lines, kill } = await serveInChild(dataDir, { mode: 'write' })
      expect(hello.error).toBeUndefined()
      await sleep(200 + 100 * round)
      if (round % 2) process.kill(hello.pid, 'SIGKILL')
      await kill('SIGKILL')
      expect(lines.length).toBeGreaterThan(0)
      acknowledged += lines.length
    }
    const { url } = await start(dataDir)
    const client = new Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select count(*)::int as stored from acknowledged')
    await client.end()
    expect(rows[0].stored).toBeGreaterThanOrEqual(acknowledged)
  })
})
