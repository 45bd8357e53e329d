import { readFile } from 'node:fs/promises'
import { backendPid, prepareTurns, type TurnKind } from '@craveva/core/billing/testing/turn-statements'
import type { Db } from '@craveva/core/db/database'
import { inCompanyAtOnce } from '@craveva/core/db/in-company'
import { openDatabase } from '@craveva/core/db/open-database'
import { openTemporaryDatabase } from '../../eval/temporary-database.ts'
import type { Bench, Figure } from '../bench.ts'
import { median } from '../statistics.ts'

/** Milliseconds of CPU that books and events may add to a turn. */
const goal = 0.6
/** So few that what else the machine does is the same for all kinds of a round. */
const turnsInARow = 50
const kinds: readonly TurnKind[] = ['bare', 'free', 'priced', 'heard']

/** CPU, of this process and of PostgreSQL together, that counting, holding, charging and telling add to a turn. Linux only. */
export const booksBench: Bench = {
  name: 'books',
  summary: 'CPU that ledger, usage and events add to a turn',
  async run({ short, log }) {
    const database = await openTemporaryDatabase()
    const pool = await openDatabase(database.url, { maxConnections: 1 })
    try {
      const statements = await prepareTurns(pool)
      const cpu = await cpuOf(pool)
      const turns = async (kind: TurnKind, count: number) => {
        for (let n = 0; n < count; n++) {
          const { companyId, begin, end } = statements(kind)
          await inCompanyAtOnce(pool, companyId, begin)
          await inCompanyAtOnce(pool, companyId, end)
        }
      }
      for (const kind of kinds) await turns(kind, 300)
      const rounds: Record<TurnKind, number[]> = { bare: [], free: [], priced: [], heard: [] }
      for (let round = 0; round < (short ? 8 : 140); round++) {
        for (const kind of kinds) {
          const before = await cpu()
          await turns(kind, turnsInARow)
          rounds[kind].push(((await cpu()) - before) / turnsInARow)
        }
        if (round % 20 === 19) log(`round ${round + 1}: ${kinds.map(kind => `${kind} ${median(rounds[kind]).toFixed(3)} ms`).join(', ')}`)
      }
      const added = (kind: TurnKind) => median(rounds[kind].map((ms, round) => ms - (rounds.bare[round] ?? 0)))
      return [
        figure('books and events, a free turn', added('free')),
        figure('books and events, a turn with a price', added('priced')),
        figure('the same, with two events for a webhook in the outbox', added('heard')),
      ]
    } finally {
      await pool.destroy()
      await database.close()
    }
  },
}

const figure = (name: string, ms: number): Figure => ({
  ...{ name, goal: `at most ${goal} ms`, measured: `${ms.toFixed(2)} ms of CPU`, ok: ms <= goal, values: { ms } },
})

/** Milliseconds of CPU of this process and of the one connection's server process so far. */
async function cpuOf(pool: Db) {
  const pid = await backendPid(pool)
  return async () => {
    const { user, system } = process.cpuUsage()
    const [nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')
    return (user + system) / 1000 + Number(nanoseconds) / 1e6
  }
}
