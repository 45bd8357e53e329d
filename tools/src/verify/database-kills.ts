import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveInChild } from '@craveva/server/postgres/fixtures/child'
import pg from 'pg'
import { median } from '../bench/statistics.ts'
import type { Tally, Verification } from './verification.ts'

/** Kills a program that stores rows in the embedded PostgreSQL, every second time together with PostgreSQL, and looks for the rows afterwards. */
export const databaseKills: Verification = {
  name: 'database',
  summary: 'rows that the embedded PostgreSQL acknowledged, after SIGKILL of the program and of PostgreSQL',
  async run({ rounds, log }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'craveva-verify-'))
    const acknowledged: number[] = []
    const starts: number[] = []
    try {
      for (let round = 0; round < rounds; round++) {
        const began = performance.now()
        const { hello, lines, kill } = await serveInChild(dataDir, { mode: 'write' })
        if (hello.error) throw new Error(`round ${round}: ${hello.error}`)
        if (round > 0) starts.push(performance.now() - began)
        await sleep(100 + Math.random() * 600)
        if (round % 2) process.kill(hello.pid, 'SIGKILL')
        await kill('SIGKILL')
        acknowledged.push(...lines.map(Number))
        log(`round ${round + 1}, ${lines.length} rows acknowledged`)
      }
      return { ...(await count(dataDir, acknowledged)), notes: [`starting again, Node included: median ${median(starts).toFixed(0)} ms`] }
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function count(dataDir: string, acknowledged: readonly number[]): Promise<Omit<Tally, 'notes'>> {
  const { hello, kill } = await serveInChild(dataDir)
  const client = new pg.Client({ connectionString: hello.url })
  await client.connect()
  try {
    const { rows } = await client.query('select n::int from acknowledged')
    const stored = rows.map(({ n }) => Number(n))
    const distinct = new Set(stored)
    return {
      tried: distinct.size,
      counts: { acknowledged: acknowledged.length },
      faults: {
        lost: acknowledged.filter(n => !distinct.has(n)).length,
        doubled: stored.length - distinct.size,
        'never acknowledged': acknowledged.length ? 0 : distinct.size,
      },
    }
  } finally {
    await client.end()
    await kill('SIGTERM')
  }
}
