import { afterEach, beforeEach, expect, test } from 'vitest'
import { memoryStore } from '../commerce/testing/memory-store.ts'
import type { DocumentChange } from '../connector.ts'
import type { DeploymentApi } from './api.ts'
import { createHoldings } from './create-holdings.ts'
import { type DocumentKeeper, keepDocuments } from './keep-documents.ts'
import { defaultTimings } from './timings.ts'

/** What the API was asked for, and from when on the platform was: null for everything. */
let asked: string[]
let since: (Date | null)[]
let documents: DocumentKeeper
let over: AbortController
let platformAnswers: Promise<void>
const store = memoryStore()

const product: DocumentChange = { id: 'product:1', kind: 'changed', title: 'Mug', url: null, text: 'A mug.', changedAt: new Date() }

const client = {
  bringDocuments: async (body: { documents?: unknown[] }) => void asked.push(`bring ${body.documents?.length ?? 'the end'}`),
  documents: async () => ({ ids: [] }),
  erase: async ({ what }: { what: string }) => void asked.push(`erase ${what}`),
}
const api = { client, deploymentId: 'dep_1', call: (options: object) => ({ ...options, headers: {} }) } as unknown as DeploymentApi

beforeEach(() => {
  asked = []
  since = []
  platformAnswers = Promise.resolve()
  over = new AbortController()
  store.values.clear()
  documents = keepDocuments({
    api,
    connector: {
      name: 'shop',
      async *pull(from) {
        since.push(from)
        await platformAnswers
        yield product
      },
    },
    store,
    signal: over.signal,
    timings: { ...defaultTimings, documentsAtMostEvery: 1, stopReading: 50 },
    secrets: [],
    log: () => {},
  })
})
afterEach(async () => {
  over.abort()
  await documents.work
})

test('what was erased is read anew as a whole, and not only what changed since', async () => {
  documents.ready()
  await expect.poll(() => asked).toEqual(['bring 1', 'bring the end'])
  await expect.poll(() => (store.values.get('host:documents') as { begun?: unknown } | undefined)?.begun).toBeNull()
  documents.hint()
  await expect.poll(() => since).toEqual([null, expect.any(Date)])
  await createHoldings(api, () => documents).eraseDocuments()
  documents.hint()
  await expect.poll(() => since.length).toBeGreaterThan(2)
  expect(since.at(-1)).toBeNull()
})

test('a reading of everything that a stop cut short is followed by another, as it cannot tell what is gone', async () => {
  const before = {
    since: null,
    begun: new Date().toISOString(),
    position: '7',
    readAll: new Date(Date.now() - 2 * defaultTimings.allDocuments).toISOString(),
  }
  store.values.set('host:documents', before)
  documents.ready()
  await expect.poll(() => asked).toEqual(['bring 1', 'bring the end'])
  for (const readings of [2, 3]) {
    documents.hint()
    await expect.poll(() => since.length).toBe(readings)
    await expect.poll(() => (store.values.get('host:documents') as { begun?: unknown }).begun).toBeNull()
  }
  expect(since).toEqual([null, null, expect.any(Date)])
})

test('a reading under way brings nothing back of what is erased', async () => {
  const gate = Promise.withResolvers<void>()
  platformAnswers = gate.promise
  documents.ready()
  await expect.poll(() => since).toEqual([null])
  await createHoldings(api, () => documents).eraseDocuments()
  gate.resolve()
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(asked).toEqual(['erase documents'])
})
