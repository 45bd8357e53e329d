import type { Mail, MailMessage } from '../mail/mail.ts'

export interface TestMail extends Mail {
  readonly sent: readonly MailMessage[]
  /** The next message to `to` that was not taken yet; waits for it. */
  next(to: string): Promise<MailMessage>
}

/** Keeps messages in memory. */
export function createTestMail({ delivers = false } = {}): TestMail {
  const sent: MailMessage[] = []
  const taken = new Set<MailMessage>()
  const waiting = new Set<() => void>()
  return {
    sent,
    delivers,
    destination: 'memory',
    async send(message) {
      sent.push(message)
      for (const wake of waiting) wake()
    },
    async next(to) {
      for (;;) {
        const found = sent.find(message => message.to === to && !taken.has(message))
        if (found) {
          taken.add(found)
          return found
        }
        await new Promise<void>(resolve => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
    },
    async close() {},
  }
}

/** The token in the link of a mail. */
export const tokenIn = ({ text }: MailMessage) => decodeURIComponent(/#token=(\S+)/.exec(text)?.[1] ?? '')
