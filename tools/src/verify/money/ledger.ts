import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { auditCompany, createStormCompany, type StormCompany } from '@craveva/core/billing/testing/ledger-storm'
import { openTemporaryDatabase } from '../../eval/temporary-database.ts'
import type { Verification } from '../verification.ts'
import type { SideMessage, SideOrder } from './ledger-side.ts'

/** 20 rounds are 200,000 movements and 50 kills. */
const movementsPerRound = 10_000
const killsPerRound = 2.5
const workers = 32

const side = fileURLToPath(new URL('./ledger-side.ts', import.meta.url))

/** Moves credits from two servers at once, kills one or the other in the middle again and again, and audits the books. */
export const ledger: Verification = {
  name: 'ledger',
  summary: 'movements of credits from two servers with 64 workers, with SIGKILL in between: every book adds up',
  async run({ rounds, seed, log }) {
    const database = await openTemporaryDatabase()
    try {
      const companies = await Promise.all([false, false, false, true].map(metered => createStormCompany(database.db, metered)))
      const acknowledged = new Map<string, number>()
      const movements = rounds * movementsPerRound
      const kills = Math.ceil(rounds * killsPerRound)
      let done = 0
      let killed = 0
      const runSide = async (number: number) => {
        for (let turn = 0; done < movements; turn++) {
          const child = startSide({ url: database.url, companies: idsOf(companies), workers, seed: seed + number * 1000 + turn })
          const target = done + (movements - done) / Math.max(1, kills - killed) / 2
          for await (const message of child.messages) {
            if (message.kind === 'granted') acknowledged.set(message.source, message.amount)
            if (message.kind === 'done') done += message.movements
            if (done >= movements || (killed < kills && done >= target)) break
          }
          if (done < movements) killed++
          await child.kill()
          log(`${done} movements, ${killed} kills`)
        }
      }
      await Promise.all([runSide(0), runSide(1)])
      const faults = (await Promise.all(companies.map(company => auditCompany(database.db, company, acknowledged)))).flat()
      return {
        tried: done,
        counts: { kills: killed, 'grants acknowledged': acknowledged.size },
        faults: { wrong: faults.length },
        notes: faults,
      }
    } finally {
      await database.close()
    }
  },
}

const idsOf = (companies: readonly StormCompany[]) => companies.map(({ companyId, agentId }) => ({ companyId, agentId }))

function startSide(order: SideOrder) {
  const child = spawn(process.execPath, [...process.execArgv, side, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  async function* messages(): AsyncGenerator<SideMessage> {
    let buffered = ''
    for await (const chunk of child.stdout) {
      const lines = (buffered + chunk).split('\n')
      buffered = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line) as SideMessage
    }
    if (child.exitCode !== null && child.exitCode !== 0) throw new Error(`A side ended with ${child.exitCode}`)
  }
  return {
    messages: messages(),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
