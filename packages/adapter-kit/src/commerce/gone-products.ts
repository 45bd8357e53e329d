import type { KeyValueStore } from '../key-value-store.ts'

const key = 'gone'
const most = 500

/** Products that a notice said are deleted: a hint, which is looked into when documents are read the next time. */
export const goneProducts = (store: KeyValueStore) => ({
  async note(id: string) {
    const known = (await store.get<string[]>(key)) ?? []
    if (!known.includes(id)) await store.set(key, [...known, id].slice(-most))
  },
  /** The hints so far; they are forgotten once they were looked into. */
  async take(): Promise<{ readonly ids: readonly string[]; done(): Promise<void> }> {
    const ids = (await store.get<string[]>(key)) ?? []
    return {
      ids,
      async done() {
        if (ids.length === 0) return
        const left = ((await store.get<string[]>(key)) ?? []).filter(id => !ids.includes(id))
        await store.set(key, left.length > 0 ? left : null)
      },
    }
  },
})
export type GoneProducts = ReturnType<typeof goneProducts>
