import { playSession, sessionActions } from '@craveva/core/testing/session-model'
import * as fc from 'fast-check'
import { openTestApp } from './open-test-app.ts'
import type { Verification } from './verification.ts'

/** Sequences in a round, 20,000 in the 20 that are usual, and races of fifty refreshes in each. */
const perRound = 1000
const racesPerRound = 10
const atOnce = 8

/** Whatever is done to a login, its refresh tokens follow the rules: one newest, one grace, and no way back. */
export const logins: Verification = {
  name: 'logins',
  summary: 'random sequences of refreshes, replays, forgeries and waits, and fifty refreshes at once',
  async run({ rounds, seed, log }) {
    const app = await openTestApp()
    const broken: string[] = []
    let sequences = 0
    let races = 0
    try {
      const { body } = await app.anonymous.post('/auth/register', {
        email: 'owner@example.com',
        password: 'SecurePassword123!',
        full_name: 'John Doe',
        company_name: 'Example Corp',
      })
      const user = { company_id: String(body.user.company_id), user_id: String(body.user.id) }
      const play = (actions: Parameters<typeof playSession>[2]) =>
        playSession(app.core.services, user, actions).catch(error => void broken.push(`${error} after ${JSON.stringify(actions)}`))
      for (let round = 0; round < rounds; round++) {
        const drawn = fc.sample(sessionActions({ longest: 12, mostAtOnce: 5 }), { seed: seed + round, numRuns: perRound })
        for (let from = 0; from < drawn.length; from += atOnce) await Promise.all(drawn.slice(from, from + atOnce).map(play))
        sequences += drawn.length
        for (let race = 0; race < racesPerRound; race++, races++)
          await play([
            { do: 'refresh', back: 0 },
            { do: 'refresh at once', times: 50, replayed: race % 2 ? 2 : null },
          ])
        log(`round ${round + 1}, ${sequences} sequences and ${races} races, ${broken.length} broken`)
      }
    } finally {
      await app.stop()
    }
    return { tried: sequences + races, counts: { sequences, races }, faults: { broken: broken.length }, notes: broken.slice(0, 10) }
  },
}
