import { createTestApp } from '@craveva/core/testing/create-test-app'
import { expect, test } from 'vitest'
import { isThere, openDouble, type ShopName, shopNames } from '../shops/shop-doubles.ts'
import { syncShop } from '../shops/sync-shop.ts'
import { syncFaults } from './shop-sync.ts'

/** So many that Shopify writes them to a file. */
const products = 1200

/** The API in this process. */
async function openServer(name: ShopName) {
  const double = await openDouble(name)
  const app = await createTestApp({ platforms: [double.platform] })
  await double.close()
  return { apiUrl: app.apiUrl, databaseUrl: app.databaseUrl, pid: process.pid, stop: app.stop }
}

test.each(shopNames)(
  'the catalogue of a shop on %s is read, again after changes, and after a kill from where it was',
  async name => {
    if (!isThere(name)) return console.log(`${name} is left out: its schema could not be fetched from npm`)
    const synced = await syncShop({ name, products, kills: 1, random: () => 0.5, openServer, log: () => {} })
    expect(syncFaults([synced], products, 1)).toEqual({
      'products missing': 0,
      'missing after kills': 0,
      'kept though gone': 0,
      'written without a change': 0,
      'changes not found': 0,
      'operations begun anew after a kill': 0,
      'read anew after a kill': 0,
    })
  },
  120_000,
)
