import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { createServiceKey } from './create-service-key.ts'

let app: TestApp
let authorization: string
beforeAll(async () => {
  app = await createTestApp()
  authorization = `Bearer ${await createServiceKey(app.core.services.pool, 'web', 'documents')}`
})
afterAll(() => app.stop())

async function deploy() {
  const owner = await app.signUp()
  const { deploymentId } = await deployAgent(owner)
  const { body } = await app.anonymous.post('/adapter/leases', { holder: deploymentId }, { headers: { authorization } })
  const { lease } = body.leases.find((each: { deployment_id: string }) => each.deployment_id === deploymentId)
  const headers = { authorization, 'x-lease': String(lease) }
  const path = `/adapter/deployments/${deploymentId}/documents`
  return {
    bring: (documents: readonly object[], complete = true) =>
      app.anonymous.put(path, { source_name: 'Harbour', documents, complete }, { headers }),
    find: async (words: string, more: object = {}) =>
      (await app.anonymous.post(`${path}/search`, { words, ...more }, { headers })).body as {
        ready: boolean
        documents: { id: string; product_id: string | null; coverage: number }[]
      },
  }
}

const product = (id: number, title: string, text: string) => ({ id: `product:${id}`, title, text, product: { id: String(id) } })

test('documents are found by their words in any form, as soon as all of them are there, and by nobody else', async () => {
  const [shop, other] = [await deploy(), await deploy()]
  expect(await shop.find('mug')).toEqual({ ready: false, documents: [] })
  await shop.bring([product(1, 'Harbour Mug', 'A stoneware mug for coffee.')], false)
  expect(await shop.find('mug')).toMatchObject({ ready: false, documents: [{ product_id: '1' }] })
  await shop.bring([
    product(2, 'Skipper Jacket', 'Waterproof, with a hood.'),
    { id: 'page:1', title: 'About us', text: 'We make mugs by hand.' },
  ])
  await other.bring([product(9, 'Mug of somebody else', 'A mug.')])

  const found = await shop.find('mugs')
  expect(found.ready).toBe(true)
  expect(found.documents).toContainEqual({ id: 'product:1', product_id: '1', coverage: 1 })
  expect(found.documents).toContainEqual({ id: 'page:1', product_id: null, coverage: expect.any(Number) })
  expect(JSON.stringify(found)).not.toContain('product:9')
  const partly = (await shop.find('a splendid waterproof jaket')).documents
  expect(partly[0]).toMatchObject({ product_id: '2' })
  expect(partly[0]?.coverage).toBeGreaterThan(0)
  expect(partly[0]?.coverage).toBeLessThan(1)
  expect((await shop.find('submarine')).documents).toEqual([])
  expect((await shop.find('mug jacket', { most: 1 })).documents).toHaveLength(1)
})
