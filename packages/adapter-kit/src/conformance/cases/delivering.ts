import assert from 'node:assert/strict'
import { type ConformanceCase, matchesIn, on } from '../conformance-case.ts'

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`)

/** What goes to a platform: all of it, as it was meant, as fast as the platform lets us. */
export const deliveringCases: readonly ConformanceCase[] = [
  {
    name: 'splits what is too long, and loses no word',
    run: on({ answer: () => words(3000).join(' ') }, async bench => {
      await bench.write({ chat: 1, text: 'tell me all', key: 'a' })
      await bench.until('the end is seen', () => bench.platform.seen(1, 0).join(' ').includes('word2999'))
      assert.deepEqual([...matchesIn(bench.platform.seen(1, 0), /word\d+/g)], words(3000))
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
    name: 'shows an answer while it is written, and once when it is',
    needs: ['shown'],
    run: on({ answer: () => words(24).join(' '), wordEveryMs: 120 }, async bench => {
      await bench.write({ chat: 1, text: 'slowly', key: 'a' })
      await bench.until('the end is seen', () => bench.platform.seen(1, 0).join(' ').includes('word23'))
      const whole = words(24).join(' ')
      const early = (bench.platform.shown?.(1, 0) ?? []).filter(text => text !== '' && text.length < whole.length)
      assert.ok(early.length > 0, 'nothing was shown before it was complete')
      for (const text of early) assert.ok(whole.startsWith(text.trim()), `"${text}" is not how the answer begins`)
      await bench.until('it is delivered', () => bench.deployment().deliveries.every(({ state }) => state === 'delivered'))
      assert.deepEqual([...matchesIn(bench.platform.seen(1, 0), /word\d+/g)], words(24))
    }),
  },
  {
    name: 'delivers files',
    needs: ['filesSeen'],
    run: on({ files: [{ name: 'bill.txt', mediaType: 'text/plain', content: 'You owe nothing.' }] }, async bench => {
      await bench.write({ chat: 1, text: 'my bill', key: 'a' })
      await bench.until('the answer is seen', () => matchesIn(bench.platform.seen(1, 0), /my bill/g).length > 0)
      await bench.until('the file is seen', () => (bench.platform.filesSeen?.(1, 0) ?? []).length > 0)
      assert.deepEqual(bench.platform.filesSeen?.(1, 0), [{ name: 'bill.txt', content: 'You owe nothing.' }])
    }),
  },
  {
    name: 'waits when it is asked to, and sends then',
    needs: ['limitRate'],
    run: on({}, async bench => {
      bench.platform.limitRate?.(2)
      await bench.write({ chat: 1, text: 'patience', key: 'p' })
      await bench.until('the answer is seen', () => bench.platform.seen(1, 0).length > 0)
      await bench.until('it is delivered', () => bench.deployment().deliveries.every(({ state }) => state === 'delivered'))
      assert.equal(matchesIn(bench.platform.seen(1, 0), /patience/g).length, 1)
    }),
  },
  {
    name: 'stops at a visitor who blocks, and goes on with others',
    needs: ['block'],
    run: on({}, async bench => {
      bench.platform.block?.(1)
      await bench.write({ chat: 1, text: 'blocked', key: 'a' })
      await bench.write({ chat: 2, text: 'open', key: 'b' })
      await bench.until('the other is answered', () => bench.platform.seen(2, 0).length > 0)
      await bench.until('it is told', () => bench.deployment().deliveries.some(({ state }) => state === 'blocked'))
    }),
  },
]
