import assert from 'node:assert/strict'
import { openBench } from '../bench.ts'
import { type ConformanceCase, matchesIn, on } from '../conformance-case.ts'
import type { Subject } from '../subject.ts'

/** How a deployment runs and ends: it tells how it is, loses nothing in a crash, mixes with no other, closes in time. */
export const runningCases: readonly ConformanceCase[] = [
  {
    name: 'tells when it is signed out',
    needs: ['revoke'],
    run: on({}, async bench => {
      bench.platform.revoke?.()
      // Where one signs in by what the platform shows, that is shown again.
      const waitsForSignIn = () => bench.statusOf() === 'pending' && Boolean(bench.deployment().statuses.at(-1)?.sign_in)
      await bench.until('it is told', () => bench.statusOf() === 'disconnected' || waitsForSignIn())
    }),
  },
  {
    name: 'tells when the platform does not answer, and when it does again',
    needs: ['fail'],
    run: on({}, async bench => {
      bench.platform.fail?.(true)
      await bench.until('it is told', () => bench.statusOf() === 'error')
      assert.ok(bench.deployment().statuses.at(-1)?.message, 'it is told without a word of what is wrong')
      bench.platform.fail?.(false)
      await bench.until('it is told that all is well', () => bench.statusOf() === 'active')
    }),
  },
  {
    name: 'loses no reply, wherever it crashes',
    async run(subject) {
      let doubled = 0
      for (const phase of ['before', 'after'] as const)
        for (let step = 1; step <= mostSteps; step++) {
          const { crashed, replies } = await crashAt(subject, phase, step)
          assert.ok(replies >= 1, `a crash ${phase} step ${step} lost a reply`)
          assert.ok(replies <= 2, `a crash ${phase} step ${step} made ${replies} replies of one`)
          if (replies > 1) doubled++
          if (!crashed) break
          assert.ok(step < mostSteps, 'there was no end of steps')
        }
      assert.ok(doubled === 0 || subject.doubles !== undefined, `${doubled} crashes doubled a reply, and nothing says why they may`)
    },
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
      assert.equal(matchesIn(bench.platform.seen(1, 0), /to the second/g).length, 0)
      assert.equal(matchesIn(bench.platform.seen(1, 1), /to the first/g).length, 0)
    }),
  },
  {
    name: 'closes within 5 seconds',
    run: on({}, async bench => {
      const began = performance.now()
      await bench.stopHost()
      assert.ok(performance.now() - began < 5000, 'it took longer')
    }),
  },
]

/** More than there are between receiving and delivering. */
const mostSteps = 30

/** Between receiving a message and delivering its reply there are these calls. */
const isStep = (path: string) => /\/(events|deliveries)\b/.test(path)

/** Lets the process die before or after the so-manieth call, and counts the replies that a visitor got in the end. */
async function crashAt(subject: Subject, phase: 'before' | 'after', step: number) {
  const bench = await openBench(subject)
  try {
    await bench.opened()
    let calls = 0
    let crashed = false
    bench.cutAt(call => {
      if (!isStep(call.path) || call.phase !== phase || ++calls !== step) return false
      crashed = true
      return true
    })
    const isOver = () =>
      bench.deployment().deliveries.length > 0 && bench.deployment().deliveries.every(({ state }) => state === 'delivered')
    // As platforms do: again until it is acknowledged.
    const write = () => bench.write({ chat: 1, text: 'survives', key: 'a' }).catch(() => 503)
    const isTaken = (await write()) === 200
    await bench.until('it crashes, or is over', () => crashed || isOver())
    if (crashed) {
      await bench.crash()
      await bench.opened()
      while (!isTaken && (await write()) !== 200) await new Promise(resolve => setTimeout(resolve, 20))
    }
    await bench.until('it is delivered', isOver)
    return { crashed, replies: matchesIn(bench.platform.seen(1, 0), /survives/g).length }
  } finally {
    await bench.close()
  }
}
