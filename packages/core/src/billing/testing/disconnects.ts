import type { Model, ModelPart } from '../../models/model.ts'
import type { TestApp } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'

/** A model that says some words one after the other and counts the tokens that it reports, as a provider does. */
export function countingModel(words: number): Model & { readonly counted: { input: number; output: number } } {
  const counted = { input: 0, output: 0 }
  return {
    provider: 'counting',
    counted,
    async *stream({ messages, signal }): AsyncGenerator<ModelPart> {
      const input = 10 + (messages.at(-1)?.content.length ?? 0)
      for (let word = 0; word < words; word++) {
        if (signal.aborted) return
        yield { type: 'text', text: `word ${word} ` }
        await new Promise(resolve => setImmediate(resolve))
      }
      counted.input += input
      counted.output += words
      yield { type: 'finish', reason: 'stop', usage: { input_tokens: input, output_tokens: words } }
    },
  }
}

export interface Disconnects {
  readonly turns: number
  readonly agentId: string
  readonly owner: TestClient
  /** How many parts a whole answer has, about. */
  readonly parts: number
}

/** Begins turns as streams and leaves each at another part: the first one at the first, the next at the second, and so on over and over. */
export async function disconnectEverywhere(app: TestApp, { turns, agentId, owner, parts }: Disconnects) {
  const leave = async (turn: number) => {
    const stop = new AbortController()
    let seen = 0
    try {
      for await (const _ of app.anonymous.stream(`/agents/${agentId}/chat`, { message: `Question ${turn}` }, { signal: stop.signal }))
        if (++seen > turn % parts) stop.abort()
    } catch (error) {
      if (!stop.signal.aborted) throw error
    }
  }
  for (let from = 0; from < turns; from += 10)
    await Promise.all(Array.from({ length: Math.min(10, turns - from) }, (_, n) => leave(from + n)))
  await waitFor(async () => (await owner.get(`/agents/${agentId}/executions?limit=100`)).body.executions.every(isOver))
  await waitFor(async () => (await owner.get('/billing/credits')).body.held_credits === 0)
  return (await owner.get('/billing/usage')).body.usage as { total_requests: number; total_tokens: number; total_credits: number }
}

const isOver = ({ status }: { status: string }) => status !== 'running' && status !== 'queued'
