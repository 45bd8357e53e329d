import assert from 'node:assert/strict'
import { z } from 'zod'
import { missingSettings } from '../../settings.ts'
import { type ConformanceCase, matchesIn, on } from '../conformance-case.ts'

/** What comes from a platform: believed when it is proven, stored before it is acknowledged, once, in order. */
export const receivingCases: readonly ConformanceCase[] = [
  {
    name: 'tells its settings, and which are missing',
    async run({ adapter }) {
      assert.match(adapter.platform, /^[a-z][a-z0-9-]{1,30}$/)
      assert.doesNotThrow(() => z.toJSONSchema(adapter.settings, { io: 'input' }))
      const empty = adapter.settings.safeParse({})
      assert.ok(empty.success, 'settings can be given later: {} must be accepted')
      const missing = adapter.missing?.(empty.data, null) ?? missingSettings(adapter.settings, empty.data)
      for (const words of Object.values(missing)) assert.ok(words.length > 3)
      assert.ok(!adapter.settings.safeParse({ no_such_setting: 1 }).success, 'unknown settings must be refused')
    },
  },
  {
    name: 'answers a message, once, however often it is told',
    run: on({}, async bench => {
      for (let times = 0; times < 5; times++) assert.equal(await bench.write({ chat: 1, text: 'hello once', key: 'a' }), 200)
      await bench.until('the answer is seen', () => bench.platform.seen(1, 0).length > 0)
      await bench.write({ chat: 2, text: 'another', key: 'b' })
      await bench.until('the other answer is seen', () => bench.platform.seen(2, 0).length > 0)
      assert.equal(matchesIn(bench.platform.seen(1, 0), /hello once/g).length, 1)
    }),
  },
  {
    name: 'keeps the order of each chat, and chats apart',
    run: on({}, async bench => {
      for (let round = 0; round < 8; round++)
        for (const chat of [1, 2, 3]) await bench.write({ chat, text: `word-${chat}-${round}.`, key: `${chat}.${round}` })
      const wanted = (chat: number) => Array.from({ length: 8 }, (_, round) => `word-${chat}-${round}.`)
      const words = (chat: number) => matchesIn(bench.platform.seen(chat, 0), /word-\d-\d\./g)
      await bench.until('all is answered', () => [1, 2, 3].every(chat => words(chat).length >= 8))
      for (const chat of [1, 2, 3]) assert.deepEqual([...words(chat)], wanted(chat))
    }),
  },
  {
    name: 'answers a burst together',
    run: on({ settings: { merge_ms: 300 } }, async bench => {
      for (let part = 0; part < 4; part++) await bench.write({ chat: 1, text: `part ${part}`, key: String(part) })
      await bench.until('the answer is seen', () => matchesIn(bench.platform.seen(1, 0), /part \d/g).length >= 4)
      assert.ok(bench.deployment().deliveries.length <= 2, 'a burst gets one answer')
    }),
  },
  {
    name: 'believes nothing that is forged',
    needs: ['forge'],
    run: on({}, async bench => {
      const good = await bench.platform.write({ chat: 1, text: 'forged', key: 'f' }, 0)
      assert.ok(good, 'what can be forged comes as a request')
      const forged = (await bench.platform.forge?.(good.clone())) ?? []
      assert.ok(forged.length >= 3, 'the double forges in three ways at least')
      for (const request of forged) {
        const status = await bench.hook(request)
        assert.ok(status >= 400 && status < 500, `a forged request was answered with ${status}`)
      }
      assert.deepEqual(bench.deployment().received, [])
      assert.equal(await bench.hook(good), 200)
      assert.equal(bench.deployment().received.length, 1)
    }),
  },
  {
    name: 'does not believe what belongs to another account',
    needs: ['forge'],
    run: on({ accounts: 2 }, async bench => {
      await bench.opened(1)
      const other = await bench.platform.write({ chat: 1, text: 'of the other', key: 'o' }, 1)
      assert.ok(other, 'what can be forged comes as a request')
      const status = await bench.hook(other, 0)
      assert.ok(status >= 400 && status < 500, `it was answered with ${status}`)
      assert.deepEqual(bench.deployment(0).received, [])
    }),
  },
  {
    name: 'acknowledges only what is stored',
    run: on({}, async bench => {
      bench.core.network.down = true
      const request = await bench.platform.write({ chat: 1, text: 'stored?', key: 's' }, 0)
      if (request) {
        const status = await bench.hook(request.clone()).catch(() => 503)
        assert.ok(status >= 500, `nothing was stored, and it was answered with ${status}`)
      } else await new Promise(resolve => setTimeout(resolve, 500))
      bench.core.network.down = false
      if (request) assert.equal(await bench.hook(request), 200)
      await bench.until('the answer is seen', () => matchesIn(bench.platform.seen(1, 0), /stored\?/g).length === 1)
    }),
  },
  {
    name: 'brings files of visitors',
    needs: ['filesSeen'],
    run: on({}, async bench => {
      const file = { name: 'note.txt', content: 'What it says.' }
      assert.equal(await bench.write({ chat: 1, text: 'see the note', key: 'a', file }), 200)
      await bench.until('the answer is seen', () => matchesIn(bench.platform.seen(1, 0), /see the note/g).length > 0)
      const [loaded] = [...bench.deployment().loaded.values()]
      assert.equal(await loaded?.content?.text(), file.content)
    }),
  },
]
