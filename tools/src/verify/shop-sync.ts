import { createRandom } from '../mock-model/random.ts'
import { openServer } from '../shops/open-server.ts'
import { isThere, shopNames } from '../shops/shop-doubles.ts'
import { type Synced, syncShop } from '../shops/sync-shop.ts'
import type { Verification } from './verification.ts'

const products = 10_000
const mostSeconds = 60
const mostMegabytes = 200
/** More kills than this say nothing new. */
const mostKills = 5

/** Reads 10,000 products of three variants into an agent's knowledge, on both platforms: whole, changed, and while the adapter is killed. */
export const shopSync: Verification = {
  name: 'shop-sync',
  summary: '10,000 products read from shops of both platforms within 60 s and 200 MB, again after changes, and while the adapter is killed',
  async run({ rounds, seed, log }) {
    const drawn = createRandom(seed)
    const random = () => drawn.below(1_000_000) / 1_000_000
    const kills = Math.min(rounds, mostKills)
    const done: Synced[] = []
    const notes: string[] = []
    for (const name of shopNames) {
      if (!isThere(name)) notes.push(`${name} was left out: its schema could not be fetched from npm`)
      else {
        const synced = await syncShop({ name, products, kills, random, openServer, log })
        done.push(synced)
        notes.push(
          `${name}: ${synced.seconds.toFixed(1)} s, ${synced.megabytes.toFixed(0)} MB over idle, ${synced.calls} requests; with ${kills} kills ${synced.callsWithKills}`,
        )
      }
    }
    const count = (isFault: (synced: Synced) => boolean) => done.filter(isFault).length
    return {
      tried: done.length * products,
      counts: { killed: done.length * kills },
      faults: {
        'too slow': count(({ seconds }) => seconds > mostSeconds),
        'too much memory': count(({ megabytes }) => megabytes > mostMegabytes),
        ...syncFaults(done, products, kills),
      },
      notes,
    }
  },
}

/** What must not be, however fast it was. */
export const syncFaults = (done: readonly Synced[], wanted: number, kills: number) => {
  const sum = (of: (synced: Synced) => number) => done.reduce((total, synced) => total + of(synced), 0)
  return {
    'products missing': sum(({ documents }) => wanted - documents),
    'missing after kills': sum(({ documentsWithKills }) => wanted - documentsWithKills),
    'kept though gone': sum(({ left }) => Math.abs(left - (wanted - 1))),
    'written without a change': sum(({ rewritten, changed }) => Math.abs(rewritten - changed)),
    'changes not found': done.filter(({ found }) => !found).length,
    // A kill may come before it is kept that one was begun: once in a while, not each time.
    'operations begun anew after a kill': done.filter(({ begunWithKills }) => begunWithKills > 2).length,
    // One that begins anew after each kill asks for half of it again each time.
    'read anew after a kill':
      kills === 0 ? 0 : done.filter(({ calls, callsWithKills }) => callsWithKills > calls * 1.3 + 12 * kills).length,
  }
}
