import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { fileFromPath } from './file-from-path.ts'
import { sendError, sendJson, startTestServer } from './test-server.ts'

let server: Awaited<ReturnType<typeof startTestServer>>
let folder: string
beforeAll(async () => {
  server = await startTestServer((_seen, response, times) =>
    times % 2 === 0 ? sendError(response, 503, 'UNAVAILABLE') : sendJson(response, {}, 201),
  )
  folder = await mkdtemp(join(tmpdir(), 'upload-'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** The form as the server got it at its last, successful attempt; every first attempt fails. */
async function received() {
  const { headers, body } = server.seen.at(-1) ?? { headers: {}, body: '' }
  const form = await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
  return Promise.all([...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : [value.name, await value.text()]]))
}

const client = () => createClient({ baseUrl: server.url, token: 'cv_live_1', pause: async () => {} })

test('files of every kind arrive, also at the second attempt', async () => {
  await writeFile(join(folder, 'returns.md'), '# Returns\n30 days')
  const files = [
    new File(['a,b'], 'a.csv', { type: 'text/csv' }),
    { name: 'ü.txt', data: 'Grüße' },
    { name: 'bytes.json', data: new TextEncoder().encode('{}') },
    await fileFromPath(join(folder, 'returns.md')),
  ]
  await client().dataSources.upload({ files, source_name: 'Shop', mode: undefined })
  expect(await received()).toEqual([
    ['source_name', 'Shop'],
    ['file', ['a.csv', 'a,b']],
    ['file', ['ü.txt', 'Grüße']],
    ['file', ['bytes.json', '{}']],
    ['file', ['returns.md', '# Returns\n30 days']],
  ])
})

test('progress is told up to the end', async () => {
  const told: { sent: number; total: number }[] = []
  const data = 'x'.repeat(300_000)
  await client().dataSources.upload({ files: { name: 'big.txt', data }, onProgress: progress => told.push(progress) })
  expect(await received()).toEqual([['file', ['big.txt', data]]])
  expect(told.at(-1)).toEqual({ sent: 300_000, total: 300_000 })
  expect(told.length).toBeGreaterThan(4)
})
