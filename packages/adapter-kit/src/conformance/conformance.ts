import assert from 'node:assert/strict'
import { z } from 'zod'
import { missingSettings } from '../settings.ts'
import { openBench } from './bench.ts'
import type { PlatformDouble, Subject } from './subject.ts'

export interface ConformanceCase {
  readonly name: string
  /** A capability of the double without which the case is about nothing. */
  readonly needs?: keyof PlatformDouble
  run(subject: Subject): Promise<void>
}

type Options = NonNullable<Parameters<typeof openBench>[1]>

const on =
  (options: Options, work: (bench: Awaited<ReturnType<typeof openBench>>, subject: Subject) => Promise<void>) =>
  async (subject: Subject) => {
    const bench = await openBench(subject, options)
    try {
      await bench.opened()
      await work(bench, subject)
    } finally {
      await bench.close()
    }
  }

const seenIn = (texts: readonly string[], pattern: RegExp) => texts.join('\n').match(pattern) ?? []

/** What every adapter must do. Each runs by itself and throws when it is not so. */
export const conformanceCases: readonly ConformanceCase[] = [
  {
    name: 'tells its settings, and which are missing',
    async run({ adapter }) {
      assert.match(adapter.platform, /^[a-z][a-z0-9-]{1,30}$/)
      assert.doesNotThrow(() => z.toJSONSchema(adapter.settings, { io: 'input' }))
      const empty = adapter.settings.safeParse({})
      assert.ok(empty.success, 'settings can be given later: {} must be accepted')
      const missing = adapter.missing?.(empty.data) ?? missingSettings(adapter.settings, empty.data)
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
      assert.equal(seenIn(bench.platform.seen(1, 0), /hello once/g).length, 1)
    }),
  },
  {
    name: 'keeps the order of each chat, and chats apart',
    run: on({}, async bench => {
      for (let round = 0; round < 8; round++)
        for (const chat of [1, 2, 3]) await bench.write({ chat, text: `word-${chat}-${round}.`, key: `${chat}.${round}` })
      const wanted = (chat: number) => Array.from({ length: 8 }, (_, round) => `word-${chat}-${round}.`)
      await bench.until('all is answered', () => [1, 2, 3].every(chat => seenIn(bench.platform.seen(chat, 0), /word-\d-\d\./g).length >= 8))
      for (const chat of [1, 2, 3]) assert.deepEqual([...seenIn(bench.platform.seen(chat, 0), /word-\d-\d\./g)], wanted(chat))
    }),
  },
  {
    name: 'answers a burst together',
    run: on({}, async bench => {
      for (let part = 0; part < 4; part++) await bench.write({ chat: 1, text: `part ${part}`, key: String(part) })
      await bench.until('the answer is seen', () => seenIn(bench.platform.seen(1, 0), /part \d/g).length >= 4)
      assert.ok(bench.deployment().deliveries.length <= 2, 'a burst gets one answer')
    }),
  },
  {
    name: 'splits what is too long, and loses no word',
    run: on({ answer: () => Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ') }, async bench => {
      await bench.write({ chat: 1, text: 'tell me all', key: 'a' })
      await bench.until('the end is seen', () => bench.platform.seen(1, 0).join(' ').includes('word2999'))
      const words = seenIn(bench.platform.seen(1, 0), /word\d+/g)
      assert.deepEqual(
        [...words],
        Array.from({ length: 3000 }, (_, index) => `word${index}`),
      )
    }),
  },
  {
    name: 'delivers text of every kind',
    run: on({ answer: () => 'start <b>x & *y _z [q](w `v ~u | # > ( ) . ! \\ ü 🧵 end' }, async bench => {
      await bench.write({ chat: 1, text: 'x', key: 'a' })
      await bench.until('the text is seen', () => /start[\s\S]*🧵 end/.test(bench.platform.seen(1, 0).join('')))
    }),
  },
  {
    name: 'believes nothing that is forged',
    needs: 'forge',
    run: on({}, async bench => {
      const good = await bench.platform.write({ chat: 1, text: 'forged', key: 'f' }, 0)
      if (!good) return
      const forged = (await bench.platform.forge?.(good.clone())) ?? []
      assert.ok(forged.length >= 3, 'the double forges in three ways at least')
      for (const request of forged) {
        const status = await bench.hook(request)
        assert.ok(status >= 400 && status < 500, `a forged request was answered with ${status}`)
      }
      assert.deepEqual(bench.deployment().received, [])
      assert.equal(await bench.hook(good), 200)
    }),
  },
  {
    name: 'does not believe what belongs to another account',
    needs: 'forge',
    run: on({ accounts: 2 }, async bench => {
      await bench.opened(1)
      const other = await bench.platform.write({ chat: 1, text: 'of the other', key: 'o' }, 1)
      if (!other) return
      const status = await bench.hook(other, 0)
      assert.ok(status >= 400 && status < 500, `it was answered with ${status}`)
      assert.deepEqual(bench.deployment(0).received, [])
    }),
  },
  {
    name: 'acknowledges only what is stored',
    run: on({}, async bench => {
      const request = await bench.platform.write({ chat: 1, text: 'stored?', key: 's' }, 0)
      if (!request) return
      bench.core.network.down = true
      const again = request.clone()
      const status = await bench.hook(request).catch(() => 503)
      assert.ok(status >= 500, `nothing was stored, and it was answered with ${status}`)
      bench.core.network.down = false
      assert.equal(await bench.hook(again), 200)
      await bench.until('the answer is seen', () => seenIn(bench.platform.seen(1, 0), /stored\?/g).length === 1)
    }),
  },
  {
    name: 'waits when it is asked to, and sends then',
    needs: 'limitRate',
    run: on({}, async bench => {
      bench.platform.limitRate?.(2)
      await bench.write({ chat: 1, text: 'patience', key: 'p' })
      await bench.until('the answer is seen', () => bench.platform.seen(1, 0).length > 0)
      assert.equal(seenIn(bench.platform.seen(1, 0), /patience/g).length, 1)
    }),
  },
  {
    name: 'stops at a visitor who blocks, and goes on with others',
    needs: 'block',
    run: on({}, async bench => {
      bench.platform.block?.(1)
      await bench.write({ chat: 1, text: 'blocked', key: 'a' })
      await bench.write({ chat: 2, text: 'open', key: 'b' })
      await bench.until('the other is answered', () => bench.platform.seen(2, 0).length > 0)
      await bench.until('it is told', () => bench.deployment().deliveries.some(({ state }) => state === 'blocked'))
    }),
  },
  {
    name: 'tells when it is signed out',
    needs: 'revoke',
    run: on({}, async bench => {
      bench.platform.revoke?.()
      await bench.until('it is told', () => bench.statusOf() === 'disconnected' || bench.statusOf() === 'error')
    }),
  },
  {
    name: 'loses nothing in a crash before it delivers',
    run: on({}, async bench => {
      await bench.write({ chat: 1, text: 'survives', key: 'a' })
      await bench.crash()
      await bench.until('the answer is seen', () => bench.platform.seen(1, 0).length > 0)
      assert.ok(seenIn(bench.platform.seen(1, 0), /survives/g).length <= 2)
    }),
  },
  {
    name: 'loses nothing in a crash after it delivered',
    run: on({}, async bench => {
      bench.core.network.acknowledgementsLost = true
      await bench.write({ chat: 1, text: 'survives', key: 'a' })
      await bench.until('the answer is seen', () => bench.platform.seen(1, 0).length > 0)
      await bench.crash()
      bench.core.network.acknowledgementsLost = false
      await bench.until('it is acknowledged', () => bench.deployment().deliveries.every(({ state }) => state === 'delivered'))
      // What was sent and could not be told may come twice, as platforms take no key against that; more than twice never.
      assert.ok(seenIn(bench.platform.seen(1, 0), /survives/g).length <= 2)
    }),
  },
  {
    name: 'keeps two deployments in one process apart',
    run: on({ accounts: 2 }, async bench => {
      await bench.opened(1)
      await Promise.all([
        bench.write({ chat: 1, text: 'to the first', key: 'a' }, 0),
        bench.write({ chat: 1, text: 'to the second', key: 'a' }, 1),
      ])
      await bench.until('both are answered', () => bench.platform.seen(1, 0).length > 0 && bench.platform.seen(1, 1).length > 0)
      assert.equal(seenIn(bench.platform.seen(1, 0), /to the second/g).length, 0)
      assert.equal(seenIn(bench.platform.seen(1, 1), /to the first/g).length, 0)
    }),
  },
  {
    name: 'closes within 5 seconds',
    run: on({}, async bench => {
      const began = performance.now()
      await bench.stopHost()
      assert.ok(performance.now() - began < 6000, 'it took longer')
    }),
  },
]

export type { PlatformDouble, Subject, Written } from './subject.ts'

/** Why a case is not run on a subject; null when it is. */
export function leftOutBecause({ leftOut = {} }: Subject, platform: PlatformDouble | null, { name, needs }: ConformanceCase) {
  const reason = leftOut[name]
  if (reason !== undefined) {
    if (reason.trim().length < 20) throw new Error(`"${name}" is left out without a reason in words`)
    return reason
  }
  return needs && platform && platform[needs] === undefined ? `the double has no "${needs}"` : null
}
