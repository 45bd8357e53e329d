import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { touchKey } from './api-keys.store.ts'

/** Keeps when keys were last used, exact to a minute, beside the calls themselves. */
export interface KeyUse {
  note(companyId: string, keyId: string): void
  /** Settles when everything noted so far is stored. */
  settled(): Promise<void>
}

const minute = 60_000

/** A server stores the use of a key at most once a minute, so that a busy key costs no write per call. */
export function createKeyUse(pool: Db, log: Logger, now: () => number): KeyUse {
  const stored = new Map<string, number>()
  const underWay = new Set<Promise<void>>()

  function store(companyId: string, keyId: string, at: number) {
    const storing = inCompany(pool, companyId, db => touchKey(db, companyId, keyId, new Date(at)))
      .then(() => undefined)
      .catch(error => log.warn({ err: error }, 'the use of a key could not be stored'))
      .finally(() => underWay.delete(storing))
    underWay.add(storing)
  }

  return {
    note(companyId, keyId) {
      const at = now()
      const last = stored.get(keyId)
      if (last !== undefined && at - last < minute) return
      if (stored.size > 10_000) stored.clear()
      stored.set(keyId, at)
      store(companyId, keyId, at)
    },
    async settled() {
      await Promise.all(underWay)
    },
  }
}
