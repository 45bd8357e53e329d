import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify, type FakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const schema = readAdminSchema(apiVersion)

interface Report {
  readonly testResults: readonly { readonly assertionResults: readonly { readonly ancestorTitles: string[]; readonly status: string }[] }[]
}

/** Runs the tests of any shop as somebody does who has one; how each of them ended, and what was said. */
async function runTests(platform: 'woocommerce' | 'shopify', env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'craveva-tests-'))
  const output = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
  const files = [`packages/adapter-${platform}/src/any-shop.test.ts`]
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'plain', ...reporters, ...files],
    {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  const { testResults } = JSON.parse(await readFile(output, 'utf8').catch(() => '{"testResults":[]}')) as Report
  await rm(folder, { recursive: true, force: true })
  const statuses = (shop: string) => {
    const own = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ ancestorTitles }) => ancestorTitles[0] === shop)
    return own.map(({ status }) => status)
  }
  return { said: said + errors, statuses }
}

/** A double that listens, as Shopify does. */
async function listen(fake: FakeShopify) {
  const server = createServer(async (request, response) => {
    const headers = new Headers(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]))
    const answer = await fake.fetch(`https://${fake.shop}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      body: await text(request),
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('the tests of any shop run against the WooCommerce shop that is named, over http', async () => {
  const fake = await startFakeWooCommerce()
  const { consumerKey, consumerSecret } = fake.keys
  const ran = await runTests('woocommerce', { WOO_URL: fake.url, WOO_KEY: consumerKey, WOO_SECRET: consumerSecret })
  const calls = [...fake.calls]
  await fake.close()
  expect(new Set(ran.statuses('the WooCommerce shop at WOO_URL')), ran.said).toEqual(new Set(['passed']))
  expect(calls.length).toBeGreaterThan(10)
  expect(calls.filter(call => !call.startsWith('GET '))).toEqual([])
})

test.skipIf(!schema)('they run against the Shopify shop that is named', async () => {
  if (!schema) return
  const fake = createFakeShopify(schema)
  const token = `shpat_${'0'.repeat(32)}`
  fake.tokens.set(token, '')
  const { server, url } = await listen(fake)
  const ran = await runTests('shopify', { SHOPIFY_SHOP: fake.shop, SHOPIFY_ACCESS_TOKEN: token, SHOPIFY_ADMIN_URL: url })
  server.closeAllConnections()
  server.close()
  expect(new Set(ran.statuses('the Shopify shop of SHOPIFY_SHOP')), ran.said).toEqual(new Set(['passed']))
  expect(new Set(fake.calls)).toEqual(new Set(['Sample', 'SearchProducts', 'ProductsByIds', 'FindOrders', 'GrantedScopes', 'Policies']))
})

test('without one they say so and are counted as skipped', async () => {
  const ran = await runTests('woocommerce', {})
  expect(new Set(ran.statuses('the WooCommerce shop at WOO_URL'))).toEqual(new Set(['skipped']))
  expect(ran.said).toContain('skipped: a WooCommerce shop that really is')
})
