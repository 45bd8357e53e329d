import { createHash } from 'node:crypto'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'

/** Values of very many keys, such as people, in the few that a store has room for. */
export interface ManyValues<Value> {
  get(key: string): Promise<Value | null>
  /** Changes a value as `change` says, one change of a key after another. */
  update(key: string, change: (before: Value | null) => Value): Promise<void>
}

/** A store takes 64,000 characters a value: 256 of them hold some 250,000 short entries. */
const shards = 256
const mostPerShard = 1000

export function createManyValues<Value>(
  store: KeyValueStore,
  name: string,
  isNeeded: (value: Value) => boolean = () => true,
): ManyValues<Value> {
  const turns = new Map<string, Promise<unknown>>()
  const shardOf = (key: string) => `${name}:${createHash('sha256').update(key).digest().readUInt8(0) % shards}`
  const read = async (shard: string) => (await store.get<Record<string, Value>>(shard)) ?? {}
  return {
    async get(key) {
      return (await read(shardOf(key)))[key] ?? null
    },
    update(key, change) {
      const shard = shardOf(key)
      const turn = (turns.get(shard) ?? Promise.resolve()).then(async () => {
        const { [key]: before = null, ...others } = await read(shard)
        const next = change(before)
        if (next === before) return
        // The newest stand last; the oldest go when there is no more room.
        const kept = Object.entries(others)
          .filter(([, value]) => isNeeded(value))
          .slice(1 - mostPerShard)
        await store.set(shard, { ...Object.fromEntries(kept), [key]: next })
      })
      turns.set(
        shard,
        turn.catch(() => {}),
      )
      return turn
    },
  }
}
