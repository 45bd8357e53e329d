import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { ask, type Outcome } from './ask.ts'
import { damages, type RandomStream, randomStream } from './random-stream.ts'
import { serveRandomStreams } from './serve-random-streams.ts'

export interface FuzzReport {
  readonly tried: number
  readonly triedByDamage: Readonly<Record<string, number>>
  /** One line per stream that was not read as it should; its seed repeats it with `count: 1`. */
  readonly failures: readonly string[]
}

/**
 * Sends `count` random streams of the chat-completions wire, half of them broken, over real connections through the client,
 * and judges each outcome: what is valid is read exactly; what is broken ends in time, as a `ModelError`, with no text that was not sent.
 */
export async function fuzzStreams({ count, seed, atOnce = 8 }: { count: number; seed: number; atOnce?: number }): Promise<FuzzReport> {
  const server = await serveRandomStreams()
  const model = createOpenAiModel({ baseUrl: server.url, timeouts: { firstByte: 5000, idle: 5000, total: 10_000 } })
  const failures: string[] = []
  const triedByDamage: Record<string, number> = Object.fromEntries(damages.map(damage => [damage, 0]))
  let next = seed
  const work = async () => {
    while (next < seed + count) {
      const own = next++
      const stream = randomStream(own)
      triedByDamage[stream.damage] = (triedByDamage[stream.damage] ?? 0) + 1
      const wrong = await ask(model, { model: String(own) }).then(
        outcome => judge(stream, outcome),
        thrown => `threw ${thrown}`,
      )
      if (wrong) failures.push(`seed ${own} (${stream.damage}): ${wrong}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  await model.close()
  await server.close()
  return { tried: count, triedByDamage, failures }
}

/** What is wrong with the outcome; null when nothing is. */
function judge({ damage, text, usage }: RandomStream, outcome: Outcome): string | null {
  const { error, finish } = outcome
  if (error?.kind === 'timeout') return 'hung'
  if (!error && !finish) return 'ended without finish or error'
  if (error && finish) return 'failed after its finish'
  switch (damage) {
    case 'none':
      if (error) return `failed: ${error.message}`
      if (outcome.text !== text) return `text differs: ${JSON.stringify(outcome.text)} for ${JSON.stringify(text)}`
      return JSON.stringify(finish?.usage) === JSON.stringify(usage) ? null : 'usage differs'
    case 'truncate':
    case 'reset':
      if (!error) return outcome.text === text ? null : 'a part passed as the whole'
      return text.startsWith(outcome.text) ? null : 'text that was not sent'
    case 'error':
    case 'overlong':
      if (error?.kind !== (damage === 'error' ? 'server_error' : 'broken_stream')) return `unexpected kind ${error?.kind}`
      return outcome.text === text ? null : 'text before the fault is lost'
    default:
      return outcome.text.length < 10_000 ? null : 'text that was not sent'
  }
}
