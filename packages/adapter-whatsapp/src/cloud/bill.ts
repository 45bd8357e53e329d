import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'

/** What Meta will bill for messages of ours, as it tells with their states. */
export interface Bill {
  /** Counts a message once, however often Meta tells of it. */
  add(message: { readonly messageId: string; readonly category: string }): Promise<void>
  /** This month's counts in words. */
  facts(): Promise<Record<string, string>>
}

interface Month {
  readonly counts: Readonly<Record<string, number>>
  /** The newest ids: Meta repeats itself within minutes. */
  readonly recent: readonly string[]
}

const remembered = 500

export function createBill(store: KeyValueStore): Bill {
  const key = () => `billed:${new Date().toISOString().slice(0, 7)}`
  const read = async (): Promise<Month> => (await store.get<Month>(key())) ?? { counts: {}, recent: [] }
  let last: Promise<void> = Promise.resolve()
  return {
    add({ messageId, category }) {
      last = last.then(async () => {
        const { counts, recent } = await read()
        if (recent.includes(messageId)) return
        await store.set(key(), {
          counts: { ...counts, [category]: (counts[category] ?? 0) + 1 },
          recent: [...recent, messageId].slice(-remembered),
        } satisfies Month)
      })
      return last
    },
    async facts() {
      const { counts } = await read()
      const listed = Object.entries(counts).map(([category, count]) => `${count} ${category}`)
      return listed.length > 0 ? { 'billed this month': listed.join(', ') } : {}
    },
  }
}
