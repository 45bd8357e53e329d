import { stormLedger } from '@craveva/core/billing/testing/ledger-storm'
import { openDatabase } from '@craveva/core/db/open-database'

/** What one server of the verification is told to do. */
export interface SideOrder {
  readonly url: string
  readonly companies: readonly { readonly companyId: string; readonly agentId: string }[]
  readonly workers: number
  readonly seed: number
}

/** What it tells, a line of JSON each: grants that were committed, and how many movements there were. */
export type SideMessage =
  | { readonly kind: 'granted'; readonly source: string; readonly amount: number }
  | { readonly kind: 'done'; readonly movements: number }

/** Goes on until it is killed. */
const { url, companies, workers, seed } = JSON.parse(process.argv[2] ?? '') as SideOrder
const pool = await openDatabase(url, { maxConnections: 16 })
const tell = (message: SideMessage) => process.stdout.write(`${JSON.stringify(message)}\n`)
for (let turn = 0; ; turn++) {
  const operations = 200
  await stormLedger(pool, {
    ...{ operations, workers, seed: seed + turn * 7919, companies: companies.map(company => ({ ...company, granted: new Map() })) },
    onGranted: (source, amount) => tell({ kind: 'granted', source, amount }),
  })
  tell({ kind: 'done', movements: operations })
}
