import { raceForCap } from '@craveva/core/billing/testing/cap-race'
import { randomFrom } from '@craveva/core/billing/testing/ledger-storm'
import type { Db } from '@craveva/core/db/database'
import { openDatabase } from '@craveva/core/db/open-database'
import { openTemporaryDatabase } from '../../eval/temporary-database.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 200 races. */
const racesPerRound = 10
const requests = 500

/** Lets 500 turns at once run for the room that a cap and a balance have for a few. */
export const caps: Verification = {
  name: 'caps',
  summary: '500 turns at once for the room of a few under a spending cap: nothing is overspent',
  async run({ rounds, seed, log }) {
    const database = await openTemporaryDatabase()
    const pools: [Db, ...Db[]] = [
      await openDatabase(database.url, { maxConnections: 12 }),
      await openDatabase(database.url, { maxConnections: 12 }),
    ]
    try {
      const random = randomFrom(seed)
      const faults: string[] = []
      let funded = 0
      for (let race = 0; race < rounds * racesPerRound; race++) {
        const result = await raceForCap(pools, { requests, random, metered: race % 2 === 1 })
        funded += result.funded
        faults.push(...result.faults)
        if (race % racesPerRound === 0) log(`race ${race}, ${funded} turns let through, ${faults.length} faults`)
      }
      return {
        tried: rounds * racesPerRound,
        counts: { turns: rounds * racesPerRound * requests, 'let through': funded },
        faults: { overspent: faults.length },
        notes: faults.slice(0, 20),
      }
    } finally {
      await Promise.all(pools.map(pool => pool.destroy()))
      await database.close()
    }
  },
}
