import { randomFrom } from '@craveva/core/billing/testing/ledger-storm'
import { stormTopUps } from '@craveva/core/billing/testing/retry-storm'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { createTestClient } from '@craveva/core/testing/test-client'
import { openTestApp } from '../open-test-app.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 2,000 storms. */
const stormsPerRound = 100

/** Sends top-ups over and over under one key each, at two servers, with connections that are cut. */
export const topUps: Verification = {
  name: 'topups',
  summary: 'storms of retries of a top-up at two servers: each has one effect',
  async run({ rounds, seed, log }) {
    const app = await openTestApp({ planDefault: 'starter' })
    const other = await createTestApp({ planDefault: 'starter', besides: app })
    try {
      const random = randomFrom(seed)
      let effects = 0
      let invoices = 0
      for (let round = 0; round < rounds; round++) {
        const owner = await app.signUp()
        const clients = [owner, createTestClient(other.apiUrl, owner.token)]
        const result = await stormTopUps({ storms: stormsPerRound, random, clients })
        effects += result.effects
        invoices += result.invoices
        log(`round ${round + 1}, ${effects} effects, ${invoices} invoices`)
      }
      const tried = rounds * stormsPerRound
      return {
        tried,
        counts: { effects, invoices },
        faults: { 'lost or doubled': Math.abs(tried - effects), 'invoices wrong': Math.abs(tried - invoices) },
        notes: [],
      }
    } finally {
      await other.stop()
      await app.stop()
    }
  },
}
