import type { KeyValueStore } from '../key-value-store.ts'
import type { ToolVisitor } from '../tool.ts'

/** Counts how often orders are asked for that are not proven to be one's own. */
export interface Attempts {
  /** Counts an attempt of this shopper; minutes to wait when there were too many, null otherwise. */
  count(shopper: Pick<ToolVisitor, 'id' | 'address'>): Promise<number | null>
  /** Takes the last one back, which was right: who asks after their own order again and again guesses nothing, nor do many behind one address. */
  forgive(shopper: Pick<ToolVisitor, 'id' | 'address'>): Promise<void>
}

/** How many are free within an hour, and what they are called in the store. */
interface Free {
  readonly name: string
  readonly shopper: number
  readonly address: number
}

/** An order number with an e-mail is guessed by trying: so few lead nowhere. */
const proofs: Free = { name: 'attempts', shopper: 5, address: 10 }
const windowMs = 3600_000

/** Attempts kept in a store, so that a restart or another process does not forgive them. */
export function createAttempts(store: KeyValueStore, free: Free = proofs, now: () => number = Date.now): Attempts {
  let last: Promise<unknown> = Promise.resolve()
  const count = async (key: string, most: number) => {
    const recent = ((await store.get<number[]>(key)) ?? []).filter(time => time > now() - windowMs)
    await store.set(key, [...recent, now()].slice(-most - 1))
    return recent.length >= most ? Math.ceil(((recent[0] ?? now()) + windowMs - now()) / 60_000) : 0
  }
  const forgive = async (key: string) => store.set(key, ((await store.get<number[]>(key)) ?? []).slice(0, -1))
  const ownKey = (id: string) => `${free.name}:${id}`
  const sharedKey = (address: string) => `${free.name}:address:${address}`
  /** One after another, so that many at once are counted like many in a row. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
  return {
    count: ({ id, address }) =>
      inTurn(async () => {
        const own = await count(ownKey(id), free.shopper)
        const shared = address === null ? 0 : await count(sharedKey(address), free.address)
        return Math.max(own, shared) || null
      }),
    forgive: ({ id, address }) =>
      inTurn(async () => {
        await forgive(ownKey(id))
        if (address !== null) await forgive(sharedKey(address))
      }),
  }
}
