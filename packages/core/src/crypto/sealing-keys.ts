import { createHash, hkdfSync } from 'node:crypto'

/** The keys that secrets are sealed with: one for each company, from the current master key or an earlier one. */
export interface SealingKeys {
  /** Names the master key that new secrets are sealed with; eight hexadecimal digits. */
  readonly currentId: string
  /** The key of a company under the master key of this id; null when that is not known. */
  keyFor(masterId: string, companyId: string): Buffer | null
  knows(masterId: string): boolean
}

/** `earlier`: master keys that are not used any more, but still open what they sealed. */
export function createSealingKeys(masterKey: Uint8Array, earlier: readonly Uint8Array[]): SealingKeys {
  const masters = new Map([...earlier, masterKey].map(key => [masterIdOf(key), key]))
  return {
    currentId: masterIdOf(masterKey),
    knows: masterId => masters.has(masterId),
    keyFor(masterId, companyId) {
      const master = masters.get(masterId)
      return master ? Buffer.from(hkdfSync('sha256', master, new Uint8Array(), `craveva seal ${companyId}`, 32)) : null
    },
  }
}

/** A name for a master key that tells nothing of it. */
function masterIdOf(masterKey: Uint8Array) {
  const derived = Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), 'craveva key id', 32))
  return createHash('sha256').update(derived).digest('hex').slice(0, 8)
}
