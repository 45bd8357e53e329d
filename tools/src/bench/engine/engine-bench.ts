import { createClaimGate } from '@craveva/core/engine/claims/claim-gate'
import { labelledAnswers } from '@craveva/core/engine/claims/testing/labelled-answers'
import { runTurn } from '@craveva/core/engine/run-turn'
import { testTurn } from '@craveva/core/engine/testing/test-turn'
import type { Evidence, Model } from '@craveva/core/models/model'
import type { Bench, Figure } from '../bench.ts'

const pieces = Array.from({ length: 22 }, (_, index) => (index % 4 === 3 ? 'within 30 days. ' : 'You can return goods '))
const body = 'You can return goods within 30 days of receipt. Shipping costs £4.95 and is free from £60. '.repeat(12)

/** A model without a network, so that what is measured is the engine alone. */
const model: Model = {
  provider: 'bench',
  async *stream() {
    for (const text of pieces) yield { type: 'text', text }
    yield { type: 'finish', reason: 'stop', usage: { input_tokens: 100, output_tokens: 50 } }
  },
}

const passages: readonly Evidence[] = Array.from({ length: 8 }, (_, index) => ({
  chunkId: `chunk_${index}`,
  dataSourceId: 'ds_1',
  documentId: 'doc_1',
  kind: 'text',
  title: 'Returns',
  headings: ['Terms'],
  body,
  fields: null,
  language: 'en',
  url: null,
  score: 1,
}))

/** What the engine adds to a turn without tools, and what the claim gate costs a sentence. CPU time, so that a busy machine matters little. */
export const engineBench: Bench = {
  name: 'engine',
  summary: 'CPU that the engine adds to a turn without tools, and that the claim gate takes for a sentence',
  async run({ short, log }) {
    const turns = short ? 300 : 3000
    const rounds = short ? 3 : 7
    const bare: number[] = []
    const plain: number[] = []
    const gated: number[] = []
    for (let round = 0; round < rounds; round++) {
      bare.push(await cpuMs(turns, askBare))
      plain.push(await cpuMs(turns, () => askEngine('off')))
      gated.push(await cpuMs(turns, () => askEngine('block')))
      log(`round ${round + 1} of ${rounds}`)
    }
    const added = least(plain) - least(bare)
    const withGate = least(gated) - least(bare)
    const sentence = await sentenceMs(short ? 20 : 200)
    return [
      figure('the engine adds to a chat turn without tools', 'at most 0.4 ms CPU', added, added <= 0.4),
      figure('the same with the claim gate and eight passages', '', withGate, null),
      figure('the claim gate takes for a sentence, its evidence read', 'less than 1 ms CPU', sentence, sentence < 1),
    ]
  },
}

const figure = (name: string, goal: string, ms: number, ok: boolean | null): Figure => ({
  name,
  goal,
  measured: `${ms.toFixed(3)} ms`,
  ok,
  values: { ms },
})

const least = (values: readonly number[]) => Math.min(...values)

const request = { signal: new AbortController().signal } as Parameters<Model['stream']>[0]

async function askBare() {
  for await (const part of model.stream(request)) if (part.type === 'finish') return
}

async function askEngine(claims: 'off' | 'block') {
  const { input, ports } = testTurn({ model })
  const config = { ...input.config, guardrails: { ...input.config.guardrails, claims } }
  const turn = runTurn({ ...input, config, dataSourceIds: ['ds_1'] }, { ...ports, retrieve: async () => passages })
  for (;;) if ((await turn.next()).done) return
}

/** Milliseconds of CPU that one run takes on average. */
async function cpuMs(runs: number, work: () => Promise<void>) {
  for (let run = 0; run < runs / 5; run++) await work()
  const start = process.cpuUsage()
  for (let run = 0; run < runs; run++) await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / runs
}

async function sentenceMs(runs: number) {
  const sentences = labelledAnswers.reduce((sum, { backed, planted }) => sum + backed.length + planted.length, 0)
  const all = async () => {
    for (const { evidence, question, backed, planted } of labelledAnswers) {
      const gate = createClaimGate({ evidence: () => [...evidence, question], claims: 'block', language: null })
      for (const answer of [...backed, ...planted]) gate.push(`${answer}\n`)
      gate.end()
    }
  }
  return (await cpuMs(runs, all)) / sentences
}
