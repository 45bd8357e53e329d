import type { TestApp } from '@craveva/core/testing/create-test-app'
import { deployAgent } from '@craveva/core/testing/deploy-agent'
import { inviteMember } from '@craveva/core/testing/invite-member'
import { saying, scriptedModel } from '@craveva/core/testing/scripted-model'
import { pathOf, readMessages, say, type Talk, talkOf, wordsOf } from '@craveva/core/testing/talk'
import { createTestClient, type TestClient } from '@craveva/core/testing/test-client'
import { openTestApp } from './open-test-app.ts'
import type { Verification } from './verification.ts'

const racesOfRound = 10
const mostOperators = 20

/** Several operators at two servers take over at once while the agent is writing; then the visitor asks on. */
export const takeOverRaces: Verification = {
  name: 'take-over',
  summary: 'conversations that 2 to 20 operators take over at once, in mid-answer, at two servers',
  async run({ rounds, seed, log }) {
    const random = randomFrom(seed)
    const model = scriptedModel(() => saying('one two three four five six seven eight nine ten eleven twelve', 2))
    const app = await openTestApp({ model })
    const other = await openTestApp({ model, besides: app })
    const faults = { 'without exactly one owner': 0, 'in which the agent spoke after': 0, 'wrongly refused or granted': 0 }
    const notes: string[] = []
    let stopped = 0
    try {
      const owner = await app.signUp()
      const limits = { visitor_per_minute: 100_000, network_per_minute: 100_000, agent_per_minute: 100_000 }
      const { agentId } = await deployAgent(owner, { model: 'test/words' }, { limits })
      const operators: TestClient[] = [owner]
      while (operators.length < mostOperators) operators.push(await inviteMember([app, other], owner))
      const at = (client: TestClient, server: TestApp) => createTestClient(server.apiUrl, client.token)
      for (let race = 0; race < rounds * racesOfRound; race++) {
        const who = operators.slice(0, 2 + Math.floor(random() * (mostOperators - 1)))
        const events = app.anonymous.stream(`/agents/${agentId}/chat`, { message: `question ${race}` })
        const first = await events.next()
        const talk = talkOf(agentId, first.value?.part)
        const parts = Math.floor(random() * 8)
        for (let seen = 0; seen < parts; seen++) if ((await events.next()).done) break
        const rest = Array.fromAsync(events)
        const tries = who.map(client => at(client, random() < 0.5 ? app : other).post(`/conversations/${talk.conversationId}/take-over`))
        const answers = await Promise.all(tries)
        const before = await agentWords(app.anonymous, talk)
        if ((await rest).some(({ part }) => part.type === 'finish' && part.reason === 'cancelled')) stopped++

        const { body } = await owner.get(`/conversations/${talk.conversationId}`)
        const winners = new Set(answers.filter(({ status }) => status === 200).map(answer => answer.body.conversation.assigned_to))
        if (winners.size !== 1 || !winners.has(body.conversation.assigned_to)) faults['without exactly one owner']++
        const granted = answers.filter(({ status }) => status === 200).length
        if (granted !== 1 || answers.some(({ status }) => status !== 200 && status !== 409)) {
          faults['wrongly refused or granted']++
          notes.push(`race ${race}: ${answers.map(({ status }) => status).join(' ')}`)
        }
        const held = await say(other.anonymous, talk, 'Are you still there?')
        const after = await agentWords(other.anonymous, talk)
        if (held.body.response !== '' || body.running_execution_id !== null || after !== before) {
          faults['in which the agent spoke after']++
          notes.push(`race ${race}: "${before}" became "${after}", the answer was "${held.body.response}"`)
        }
        if (race % racesOfRound === racesOfRound - 1) log(`${race + 1} races`)
      }
      return { tried: rounds * racesOfRound, counts: { 'answers stopped in the middle': stopped }, faults, notes: notes.slice(0, 10) }
    } finally {
      await other.stop()
      await app.stop()
    }
  },
}

/** All that the agent has said so far. */
async function agentWords(client: TestClient, talk: Talk) {
  const messages = await readMessages(client, talk)
  if (!messages) throw new Error(`${pathOf(talk)} cannot be read`)
  return messages
    .filter(({ role }) => role === 'agent')
    .map(wordsOf)
    .join(' | ')
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
