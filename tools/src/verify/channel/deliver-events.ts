import { setTimeout as sleep } from 'node:timers/promises'
import type { FakeBotApi } from '@craveva/adapter-telegram/testing/fake-bot-api'

/** An event on its way: when it was sent first, and when it was acknowledged first. */
export interface Sent {
  readonly name: string
  readonly chat: number
  /** Place among all that was written. */
  readonly place: number
  readonly update: object
  began: number
  acknowledged: number
}

/** What came of sending. */
export interface Acknowledged {
  /** Milliseconds of each acknowledgement. */
  readonly waits: number[]
  /** Those of them while nothing was started again, nor taken over. */
  readonly calmWaits: number[]
  /** Attempts that were not acknowledged. */
  refused: number
}

export const patienceMs = 180_000
/** Requests under way at the same time, as many as a platform may have to one hook. */
const together = 25
const againMs = 200

export const newEvent = (fake: FakeBotApi, name: string, chat: number, place: number): Sent => ({
  name,
  chat,
  place,
  update: fake.textUpdate(chat, name),
  began: 0,
  acknowledged: 0,
})

interface Needs {
  readonly hooks: readonly string[]
  readonly fake: FakeBotApi
  readonly random: () => number
  readonly told: Acknowledged
  readonly isCalm: () => boolean
}

/** Sends events to one of the hooks each, as a platform does: again and again until it is acknowledged. */
export async function deliverEvents(events: readonly Sent[], { hooks, fake, random, told, isCalm }: Needs) {
  const left = [...events]
  const work = async () => {
    for (let event = left.shift(); event !== undefined; event = left.shift()) await send(event)
  }
  await Promise.all(Array.from({ length: together }, work))

  async function send(event: Sent) {
    for (const latest = performance.now() + patienceMs; performance.now() < latest; ) {
      const began = performance.now()
      const wasCalm = isCalm()
      event.began ||= began
      const secret = [...fake.hooks.values()][0]?.secret ?? ''
      const hook = hooks[Math.floor(random() * hooks.length)] ?? ''
      const answer = await fake.post(hook, event.update, secret).catch(() => null)
      if (answer?.status === 200) {
        const wait = performance.now() - began
        told.waits.push(wait)
        if (wasCalm && isCalm()) told.calmWaits.push(wait)
        event.acknowledged ||= performance.now()
        return
      }
      told.refused++
      await sleep(againMs)
    }
    throw new Error(`${event.name} was not acknowledged within ${patienceMs / 1000} s`)
  }
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
