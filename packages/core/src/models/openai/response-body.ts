import { ModelError } from '../model-error.ts'
import type { AnswerReader } from './answer-reader.ts'
import { providerError } from './provider-error.ts'
import { retryAfterMs } from './retry-after.ts'
import { createSseReader } from './sse-reader.ts'
import { readWireError } from './wire.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

interface Response {
  readonly provider: string
  readonly model: string
  readonly status: number
  readonly headers: Headers
}

/** Takes the body of a response as it comes. Its methods throw `ModelError`. */
export interface BodyReader {
  write(chunk: Buffer): void
  /** Whether all that matters has come. */
  isDone(): boolean
  /** Called when the body is done, over, or cut off. */
  end(): void
}

/** The most of an error's body that is read, in bytes. */
const longestError = 64_000
/** The most of an answer that comes as one document, in bytes. */
const longestDocument = 4_000_000

/** How to read a response, judged by its status and content type: a stream, one JSON document, or an error. */
export function bodyReader(response: Response, answer: AnswerReader): BodyReader {
  if (response.status !== 200) return errorBody(response)
  const type = String(response.headers['content-type'] ?? '').toLowerCase()
  if (type.startsWith('text/html')) throw noModelHere(response)
  return type.startsWith('application/json') ? documentBody(response, answer) : streamBody(answer)
}

function streamBody(answer: AnswerReader): BodyReader {
  const events = createSseReader(answer.take)
  return {
    write: events.write,
    isDone: answer.isDone,
    end: () => {
      if (!answer.isDone()) events.end()
      answer.end()
    },
  }
}

/** Some gateways answer whole although a stream was asked for, and some answer 200 with an error in it. */
function documentBody({ provider }: Response, answer: AnswerReader): BodyReader {
  const document = collect(longestDocument)
  return {
    write: document.write,
    isDone: () => false,
    end: () => {
      if (document.isFull()) throw new ModelError('broken_stream', `${provider} sent more than ${longestDocument} bytes.`)
      answer.take(document.text())
      answer.end()
    },
  }
}

function errorBody(response: Response): BodyReader {
  const body = collect(longestError)
  return {
    write: body.write,
    isDone: body.isFull,
    end: () => {
      throw providerError({ ...response, error: parseError(body.text()), retryAfterMs: retryAfterMs(response.headers) })
    },
  }
}

function parseError(text: string) {
  try {
    return readWireError(JSON.parse(text))
  } catch {
    return null
  }
}

function collect(limit: number) {
  const chunks: Buffer[] = []
  let size = 0
  return {
    write: (chunk: Buffer) => {
      if (size <= limit) chunks.push(chunk)
      size += chunk.length
    },
    isFull: () => size > limit,
    text: () => Buffer.concat(chunks).toString('utf8', 0, limit),
  }
}

const noModelHere = ({ provider }: Response) =>
  new ModelError('bad_request', `${provider} answered with a web page instead of a model's answer. Check the base URL.`)
