import type { Address, Channel } from '../channel.ts'

const most = 5000

/** What was sent lately, to know its echo: platforms tell of it before they answer. */
export function createSentMessages() {
  const ids = new Set<string>()
  const under = new Map<Address, Set<Promise<unknown>>>()

  const add = (sent: readonly string[]) => {
    for (const id of sent) ids.add(id)
    for (const id of ids) {
      if (ids.size <= most) break
      ids.delete(id)
    }
  }

  return {
    add,
    /** The channel, with an eye on what is on its way. */
    watch: (channel: Channel): Channel => ({
      ...channel,
      deliver(address, reply, previous) {
        const sending = channel.deliver(address, reply, previous)
        const all = under.get(address) ?? new Set()
        under.set(address, all.add(sending))
        const done = () => {
          all.delete(sending)
          if (all.size === 0) under.delete(address)
        }
        sending.then(sent => {
          add(sent)
          done()
        }, done)
        return sending
      },
    }),
    /** Whether a message is one of ours; waits for those on their way there, but not for ever. */
    async isOurs(address: Address, messageId: string, patienceMs: number) {
      if (ids.has(messageId)) return true
      const waiting = under.get(address)
      if (!waiting) return false
      let timer: NodeJS.Timeout | undefined
      const late = new Promise(resolve => {
        timer = setTimeout(resolve, patienceMs)
      })
      await Promise.race([Promise.allSettled([...waiting]), late])
      clearTimeout(timer)
      return ids.has(messageId)
    },
  }
}
