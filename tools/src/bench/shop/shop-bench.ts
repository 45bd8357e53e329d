import { waitFor } from '@craveva/core/testing/wait-for'
import { obedientShopper } from '../../shops/obedient-shopper.ts'
import { openShop } from '../../shops/open-shop.ts'
import { isThere, openDouble, type ShopName, shopNames } from '../../shops/shop-doubles.ts'
import { openTestApp } from '../../verify/open-test-app.ts'
import type { Bench, Figure } from '../bench.ts'
import { percentile } from '../statistics.ts'

/** As they stand in names, and as people put them. */
const queries = ['kettle', 'linen', 'lanterns', 'splendid basket', 'velvet or copper', 'a saddle that lasts']
const mostMs = 300
const mostCalls = 2
const products = 500

/** What a search of a shop with live prices and stock takes of a turn, beside the platform's own time, through the whole program. */
export const shopBench: Bench = {
  name: 'shop',
  summary: 'a turn that searches a shop with live price and stock, without the platform’s own time, and how often it asks the platform',
  async run({ short, log }) {
    const figures: Figure[] = []
    for (const name of shopNames) {
      if (!isThere(name)) log(`${name} is left out: its schema could not be fetched from npm`)
      else figures.push(...(await measure(name, short ? 20 : 200)))
      log(`${name} is done`)
    }
    return figures
  },
}

async function measure(name: ShopName, searches: number): Promise<Figure[]> {
  const double = await openDouble(name)
  double.stock(products)
  const shop = await openShop({
    double,
    openApp: openTestApp,
    appOptions: { model: obedientShopper },
    model: 'test/obedient',
    config: { guardrails: { claims: 'off' } },
    // Nothing else asks the platform meanwhile.
    timings: { health: 3600_000, documents: 3600_000, documentsAtMostEvery: 3600_000 },
  })
  try {
    // The catalogue is read first.
    await waitFor(async () => (await shop.owner.get(`/agents/${shop.agentId}`)).body.agent.data_sources.length === 1, undefined, 60_000)
    const own: number[] = []
    let calls = 0
    for (let search = -5; search < searches; search++) {
      const input = `CALL search_products ${JSON.stringify({ query: queries[(search + 5) % queries.length] })}`
      const before = { ...double.asked }
      const began = performance.now()
      const { body } = await shop.owner.post(`/agents/${shop.agentId}/execute`, { input })
      const took = performance.now() - began
      if (!String(body.response).includes('EUR')) throw new Error(`No product was found: ${JSON.stringify(body).slice(0, 300)}`)
      // The first ones warm up.
      if (search < 0) continue
      own.push(took - (double.asked.ms - before.ms))
      calls = Math.max(calls, double.asked.calls - before.calls)
    }
    const ms = percentile(own, 0.95)
    return [
      {
        name: `${name}: a turn with search_products takes, beside the platform, p95`,
        goal: `under ${mostMs} ms`,
        measured: `${ms.toFixed(0)} ms`,
        ok: ms < mostMs,
        values: { ms, median: percentile(own, 0.5) },
      },
      {
        name: `${name}: requests to the platform of one search`,
        goal: `at most ${mostCalls}`,
        measured: String(calls),
        ok: calls <= mostCalls,
        values: { calls },
      },
    ]
  } finally {
    await shop.close()
  }
}
