import { inTurns } from '@craveva/core/sources/testing/in-turns'
import { addressForms, openAstrayApp, openCanary, requestingFeatures } from '@craveva/core/sources/testing/lead-astray'
import { openTemporaryDatabase } from '../eval/temporary-database.ts'
import { shopAddresses } from './shop-address.ts'
import type { Verification } from './verification.ts'

/** Sends every feature that makes requests to every form of address that is not public. A canary on all addresses of this machine counts who comes. */
export const egress: Verification = {
  name: 'egress',
  summary: 'every address form through every feature that makes requests: none reaches the canary',
  async run({ log }) {
    const database = await openTemporaryDatabase()
    const canary = await openCanary()
    const app = await openAstrayApp(canary, { database: { url: database.url, drop: database.close } })
    const failures: string[] = []
    const forms = addressForms()
    let tried = 0
    try {
      for (const feature of requestingFeatures) {
        // A company each, as calls are limited.
        const owner = await app.signUp()
        await inTurns(4, forms, async host => {
          tried++
          await feature.try(owner, host, canary.port).catch(error => failures.push(`${feature.name} ${host}: ${String(error)}`))
        })
        log(`${feature.name}: ${forms.length} forms, ${canary.hits()} hits so far`)
      }
      const tryShop = shopAddresses(canary.port)
      await inTurns(4, forms, async host => {
        tried++
        await tryShop(host).catch(error => failures.push(`shop ${host}: ${String(error)}`))
      })
      log(`addresses of shops: ${forms.length} forms, ${canary.hits()} hits so far`)
    } finally {
      await app.stop()
      await canary.close()
    }
    return {
      tried,
      counts: { forms: forms.length, features: requestingFeatures.length + 1 },
      faults: { 'hits on the canary': canary.hits(), 'calls that failed otherwise': failures.length },
      notes: failures.slice(0, 10),
    }
  },
}
