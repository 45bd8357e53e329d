import type { KeyValueStore } from '../../key-value-store.ts'

/** A store for tests, gone with them. */
export function memoryStore(): KeyValueStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>()
  return {
    values,
    get: async <Value>(key: string) => (values.get(key) ?? null) as Value | null,
    set: async (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
  }
}
