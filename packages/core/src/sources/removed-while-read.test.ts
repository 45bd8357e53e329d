import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'

let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
})
afterAll(() => app.stop())

const files = (edition: number) =>
  Object.fromEntries(
    Array.from({ length: 12 }, (_, file) => [
      `page-${file}.md`,
      Array.from({ length: 8 }, (_, part) => `# Part ${part} of edition ${edition}\n\nWhat page ${file} says about shelf ${part}.`).join(
        '\n\n',
      ),
    ]),
  )

test('a source is removed whatever else is done with it at that moment', async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, async (_, round) => {
      const { body } = await owner.upload(files(1), { source_name: `Source ${round}` })
      const { connection_id } = body.data_source
      const again = round % 3 === 0 ? owner.upload(files(2), { connection_id }) : null
      await pause(round * 25)
      const removed = await owner.delete(`/data-sources/${connection_id}`)
      const left = await owner.get(`/data-sources/${connection_id}`)
      return [removed.status, left.status, (await again)?.status === 500]
    }),
  )
  expect(answers.filter(each => String(each) !== '200,404,false')).toEqual([])
})
