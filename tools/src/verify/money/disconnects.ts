import { countingModel, disconnectEverywhere } from '@craveva/core/billing/testing/disconnects'
import { deployAgent } from '@craveva/core/testing/deploy-agent'
import { openTestApp } from '../open-test-app.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 500 turns. */
const turnsPerRound = 25
const words = 40
/** All visitors come from one network, more of them than an agent is open to unless told. */
const deployment = { limits: { network_per_minute: 100_000, agent_per_minute: 100_000 } }

/** Leaves streams at every part, and compares what was charged with what the model's provider counted. */
export const disconnects: Verification = {
  name: 'leaving',
  summary: 'visitors who leave a stream at each of its parts: charged tokens are the provider’s',
  async run({ rounds, log }) {
    const model = countingModel(words)
    const app = await openTestApp({ model })
    try {
      const owner = await app.signUp()
      const { agentId } = await deployAgent(owner, { model: 'test/one' }, deployment)
      const turns = rounds * turnsPerRound
      const { total_requests, total_tokens } = await disconnectEverywhere(app, { turns, agentId, owner, parts: words + 4 })
      const { input, output } = model.counted
      log(`${total_requests} turns, ${total_tokens} tokens charged, ${input + output} counted by the provider`)
      return {
        tried: turns,
        counts: { 'tokens counted': input + output },
        faults: { 'tokens that differ': Math.abs(total_tokens - input - output), 'turns missing': turns - total_requests },
        notes: [],
      }
    } finally {
      await app.stop()
    }
  },
}
