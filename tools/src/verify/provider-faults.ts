import { runTurn } from '@craveva/core/engine/run-turn'
import { testTurn } from '@craveva/core/engine/testing/test-turn'
import type { TurnResult } from '@craveva/core/engine/turn'
import type { Model } from '@craveva/core/models/model'
import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { randomStream } from '../mock-model/random-stream.ts'
import type { FaultName } from '../mock-model/script.ts'
import { serveRandomStreams } from '../mock-model/serve-random-streams.ts'
import { startMockModel } from '../mock-model/server.ts'
import type { Verification } from './verification.ts'

const faultNames: readonly FaultName[] = [
  '400',
  '401',
  '429',
  '500',
  '503',
  '529',
  'reset',
  'reset_mid',
  'cut_json',
  'half_utf8',
  'error_event',
  'no_end',
  'hang',
  'hang_mid',
]
/** Of a round: how often each fault, and how many streams. */
const each = 2.5
const streams = 100
/** Milliseconds after which a turn counts as hung; far more than its limits allow. */
const patience = 20_000

/** Turns over a provider that fails in every way: each ends in words, and is charged for exactly what was answered in full. */
export const providerFaults: Verification = {
  name: 'faults',
  summary: 'turns over a provider that fails, and over broken streams: none hangs, none is charged wrongly',
  async run({ rounds, seed, log }) {
    const faults = { hung: 0, 'wrong charges': 0, 'without a word': 0 }
    const notes: string[] = []
    const note = (what: string, wrong: keyof typeof faults | null) => {
      if (!wrong) return
      faults[wrong]++
      if (notes.length < 10) notes.push(`${what}: ${wrong}`)
    }
    let tried = 0
    const mock = await startMockModel()
    const model = createOpenAiModel({ baseUrl: mock.url, timeouts: { firstByte: 150, idle: 150, total: 3000 } })
    for (const fault of faultNames) {
      const times = Math.ceil(rounds * each)
      const outcomes = await inTurns(times, () => play(model, `mock?fault=${fault}`))
      for (const result of outcomes) note(fault, judge(result, null))
      tried += times
      log(`${fault}: ${times}`)
    }
    await model.close()
    await mock.close()

    const server = await serveRandomStreams()
    const broken = createOpenAiModel({ baseUrl: server.url, timeouts: { firstByte: 3000, idle: 3000, total: 8000 } })
    let next = seed
    const outcomes = await inTurns(rounds * streams, async () => {
      const own = next++
      return { own, result: await play(broken, String(own)) }
    })
    for (const { own, result } of outcomes) note(`stream ${own}`, judge(result, randomStream(own)))
    tried += outcomes.length
    await broken.close()
    await server.close()
    return { tried, counts: { 'kinds of faults': faultNames.length, streams: outcomes.length }, faults, notes }
  },
}

/** The turn's result; null when it hung. */
async function play(model: Model, name: string): Promise<TurnResult | null> {
  const { input, ports } = testTurn({ model, name })
  const turn = runTurn(input, ports)
  const ended = (async () => {
    for (;;) {
      const { value, done } = await turn.next()
      if (done) return value
    }
  })()
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), patience)
  try {
    return await Promise.race([ended, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** What is paid: tokens of the model, of turns that it answered to the end. */
const isCharged = ({ finishReason, modelUsed }: TurnResult) => finishReason !== 'error' && modelUsed !== 'builtin'

function judge(result: TurnResult | null, stream: ReturnType<typeof randomStream> | null) {
  if (!result) return 'hung'
  if (result.text === '' && !result.error) return 'without a word'
  const isWhole = stream ? stream.damage === 'none' : false
  if (!isCharged(result)) return isWhole && result.modelUsed !== 'builtin' ? 'wrong charges' : null
  if (!stream) return 'wrong charges'
  if (isWhole && stream.usage && JSON.stringify(result.usage) !== JSON.stringify(stream.usage)) return 'wrong charges'
  // Damage that the reader can pass over leaves an answer that is as good as any.
  return null
}

/** So many runs, eight at a time. */
async function inTurns<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let left = count
  const one = async () => {
    while (left-- > 0) results.push(await work())
  }
  await Promise.all(Array.from({ length: 8 }, one))
  return results
}
