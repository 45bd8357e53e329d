import { pause } from '@craveva/adapter-kit/host/pause'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import type { Api } from 'grammy'
import type { Update } from 'grammy/types'
import { toPlatformError } from './to-platform-error.ts'

interface Needs {
  readonly createApi: (signal: AbortSignal) => Api
  readonly signal: AbortSignal
  readonly store: KeyValueStore
  readonly allowed: readonly Exclude<keyof Update, 'update_id'>[]
  /** Returns when the update is stored. */
  readonly take: (update: Update) => Promise<void>
  /** Told what is wrong, and null when nothing is any more. */
  readonly onProblem: (words: string | null) => void
}

const waitSeconds = 20
const afterFailureMs = 3000

/** Asks for updates until stopped. Telegram forgets one only when the next are asked for, which is after it is stored. */
export function startPolling({ createApi, signal, store, allowed, take, onProblem }: Needs) {
  const over = new AbortController()
  const both = AbortSignal.any([signal, over.signal])
  const api = createApi(both)

  async function work() {
    let offset = (await store.get<number>('offset')) ?? 0
    while (!both.aborted) {
      try {
        const updates = await api.getUpdates({ offset, timeout: waitSeconds, limit: 100, allowed_updates: [...allowed] })
        for (const update of updates) {
          await take(update)
          offset = update.update_id + 1
        }
        if (updates.length > 0) await store.set('offset', offset)
        onProblem(null)
      } catch (error) {
        if (both.aborted) return
        const told = toPlatformError(error)
        onProblem(told.message)
        await pause(told.retryAfterMs ?? afterFailureMs, both)
      }
    }
  }

  const working = work().catch(() => {})
  return { stop: () => Promise.resolve(over.abort()).then(() => working) }
}
