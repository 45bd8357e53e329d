import { request } from 'undici'
import { z } from 'zod'
import type { Embedder } from '../embedder.ts'
import { ModelError } from '../model-error.ts'

const answer = z.object({ data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })) })

const mostBytes = 50_000_000
const patienceMs = 20_000
/** Characters of a text that are sent; models read no more than some thousand tokens. */
const longestText = 8000

/** Vectors from an OpenAI-compatible `/embeddings`. `baseUrl` is the operator's, so it is reached directly. */
export function createOpenAiEmbedder({ baseUrl, apiKey, model }: { baseUrl: string; apiKey?: string; model: string }): Embedder {
  return {
    model,
    async embed(texts, signal) {
      const { data } = await ask(`${baseUrl.replace(/\/+$/, '')}/embeddings`, apiKey, { model, input: texts.map(cut) }, signal)
      const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => normalized(embedding))
      if (vectors.length !== texts.length)
        throw new ModelError('server_error', 'The provider answered another number of vectors than texts.')
      return vectors
    },
  }
}

async function ask(url: string, apiKey: string | undefined, body: object, outer: AbortSignal) {
  try {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(patienceMs)])
    const response = await request(url, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
      body: JSON.stringify(body),
    })
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of response.body as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > mostBytes) throw new ModelError('server_error', 'The provider answered more than can be read.')
      pieces.push(piece)
    }
    if (response.statusCode !== 200) throw new ModelError('server_error', `The provider of embeddings answers ${response.statusCode}.`)
    return answer.parse(JSON.parse(Buffer.concat(pieces).toString()))
  } catch (cause) {
    if (cause instanceof ModelError) throw cause
    throw new ModelError('unreachable', 'The provider of embeddings does not answer.', { cause })
  }
}

function normalized(values: readonly number[]) {
  const vector = Float32Array.from(values)
  const length = Math.hypot(...vector)
  return length > 0 ? vector.map(value => value / length) : vector
}

const cut = (text: string) => text.slice(0, longestText).toWellFormed()
