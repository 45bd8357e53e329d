import { startHost } from '@craveva/adapter-kit/host/start-host'
import { createClient } from '@craveva/sdk/client'
import { rareWords } from './rare-words.ts'
import { openDouble, type ShopName } from './shop-doubles.ts'

/** What the process is told to do with its shop. */
export interface ShopChange {
  readonly describe: readonly number[]
  readonly remove: readonly number[]
}

export interface ChildOptions {
  readonly name: ShopName
  readonly products: number
  readonly apiUrl: string
  readonly token: string
  /** Milliseconds between two readings of all documents. */
  readonly allDocuments: number
  readonly change: ShopChange
  /** Where the double keeps what outlives its process. */
  readonly keptIn: string
}

/** The adapter of a platform and the double of its shop, in a process that can be killed. Tells how often the shop was asked. */
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions
const double = await openDouble(options.name)
double.stock(options.products)
double.keepIn(options.keptIn)
for (const [index, place] of options.change.describe.entries()) double.describe(place, `Changed to ${rareWords[index]}.`)
for (const place of options.change.remove.toSorted((a, b) => b - a)) double.remove(place)
startHost({
  adapter: double.adapter,
  client: createClient({ baseUrl: options.apiUrl, token: options.token }),
  hookUrl: null,
  log: (message, details) => console.error(message, JSON.stringify(details)),
  timings: { claim: 200, documents: 2000, documentsAtMostEvery: 500, allDocuments: options.allDocuments },
})
setInterval(() => process.send?.(double.calls.length), 100)
process.once('disconnect', () => process.exit())
