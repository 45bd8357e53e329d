import assert from 'node:assert/strict'
import type { Bench } from '../bench.ts'
import { type ConformanceCase, matchesIn, on } from '../conformance-case.ts'

const isAnswered = (bench: Bench, text: string, chat = 1) => matchesIn(bench.platform.seen(chat, 0), new RegExp(text, 'g')).length > 0
const answered = (bench: Bench, text: string, chat = 1) => bench.until(`"${text}" is answered`, () => isAnswered(bench, text, chat))

/** Lets a visitor write, and makes sure that it stays unanswered: somebody who wrote later in another chat is. */
async function staysUnanswered(bench: Bench, text: string) {
  assert.equal(await bench.write({ chat: 1, text, key: text }), 200)
  await bench.until('it is stored', () => bench.deployment().received.some(event => event.kind === 'message' && event.text.includes(text)))
  await bench.write({ chat: 2, text: `other than ${text}`, key: `other ${text}` })
  await answered(bench, `other than ${text}`, 2)
  assert.ok(!isAnswered(bench, `said: ${text}`), 'the agent spoke while a person does')
}

/** Who speaks: the agent, or a person of the merchant in the platform's own app. */
export const peopleCases: readonly ConformanceCase[] = [
  {
    name: 'does not take its own messages for those of a person',
    needs: ['echo'],
    run: on({}, async bench => {
      await bench.write({ chat: 1, text: 'first', key: 'a' })
      await answered(bench, 'said: first')
      assert.equal(await bench.echo(1), 200)
      await bench.write({ chat: 1, text: 'second', key: 'b' })
      await answered(bench, 'said: second')
    }),
  },
  {
    name: 'is silent while a person answers, until it is told to go on',
    needs: ['person'],
    run: on({ settings: { pause_minutes: 60 } }, async bench => {
      await bench.write({ chat: 1, text: 'first', key: 'a' })
      await answered(bench, 'said: first')
      assert.equal(await bench.person({ chat: 1, text: 'I take over', key: 'p' }), 200)
      await bench.until('it is stored', () => bench.deployment().received.some(({ kind }) => kind === 'echo'))
      await staysUnanswered(bench, 'second')
      assert.equal(await bench.person({ chat: 1, text: '/resume', key: 'r' }), 200)
      await bench.until('it is stored', () => bench.deployment().received.filter(({ kind }) => kind === 'echo').length === 2)
      await bench.write({ chat: 1, text: 'third', key: 'c' })
      await answered(bench, 'said: third')
    }),
  },
  {
    name: 'goes on by itself some time after a person answered',
    needs: ['person'],
    run: on({ settings: { pause_minutes: 1 }, minuteMs: 1500 }, async bench => {
      await bench.person({ chat: 1, text: 'I take over', key: 'p' })
      await bench.until('it is stored', () => bench.deployment().received.some(({ kind }) => kind === 'echo'))
      const silent = Date.now()
      await staysUnanswered(bench, 'early')
      await new Promise(resolve => setTimeout(resolve, Math.max(0, silent + 1600 - Date.now())))
      await bench.write({ chat: 1, text: 'late', key: 'c' })
      await answered(bench, 'said: late')
    }),
  },
]
