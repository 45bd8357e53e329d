import type { ModelPart } from '../model.ts'

/** What is pushed comes out by iteration; for one consumer that asks for one part at a time, as `for await` does. */
export interface PartQueue extends AsyncIterator<ModelPart, undefined> {
  /** Text that nobody has taken yet grows instead of becoming a part of its own. */
  push(part: ModelPart): void
  end(): void
  /** Lets the consumer take what is there and then throws. `atOnce` throws without that. */
  fail(error: unknown, atOnce?: boolean): void
}

type Result = IteratorResult<ModelPart, undefined>

/** `onReturn` is called when the consumer stops before the end. */
export function createPartQueue(onReturn: () => void): PartQueue {
  const parts: ModelPart[] = []
  let waiting: { resolve: (result: Result) => void; reject: (error: unknown) => void } | null = null
  let closed: { error: unknown } | 'ended' | null = null

  const push = (part: ModelPart) => {
    if (closed) return
    if (waiting) {
      const { resolve } = waiting
      waiting = null
      return resolve({ value: part, done: false })
    }
    const last = parts.at(-1)
    if (last?.type === 'text' && part.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + part.text }
    else parts.push(part)
  }

  const close = (how: { error: unknown } | 'ended') => {
    if (closed) return
    closed = how
    if (!waiting) return
    if (how === 'ended') waiting.resolve(finished)
    else waiting.reject(how.error)
    waiting = null
  }

  const next = (): Promise<Result> => {
    const part = parts.shift()
    if (part) return Promise.resolve({ value: part, done: false })
    if (closed === 'ended') return Promise.resolve(finished)
    if (!closed) return new Promise((resolve, reject) => (waiting = { resolve, reject }))
    const { error } = closed
    closed = 'ended'
    return Promise.reject(error)
  }

  return {
    push,
    next,
    end: () => close('ended'),
    fail: (error, atOnce = false) => {
      if (atOnce) parts.length = 0
      close({ error })
    },
    return: () => {
      parts.length = 0
      close('ended')
      onReturn()
      return Promise.resolve(finished)
    },
  }
}

const finished: Result = { value: undefined, done: true }
