import type { Mail, MailMessage } from '../mail/mail.ts'

export interface TestMail extends Mail {
  readonly sent: readonly MailMessage[]
  /** The next message to `to` that was not taken yet; waits for it. */
  next(to: string): Promise<MailMessage>
}

interface Mailbox {
  readonly sent: MailMessage[]
  readonly taken: Set<MailMessage>
  readonly waiting: Set<() => void>
}

const mailboxes = new WeakMap<TestMail, Mailbox>()

/** Keeps messages in memory; servers that share a database share them, since any of them may send what one of them was asked to. */
export function createTestMail({ delivers = false, sharedWith }: { delivers?: boolean; sharedWith?: TestMail | undefined } = {}): TestMail {
  const mailbox = (sharedWith && mailboxes.get(sharedWith)) ?? { sent: [], taken: new Set(), waiting: new Set() }
  const { sent, taken, waiting } = mailbox
  const mail: TestMail = {
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
  mailboxes.set(mail, mailbox)
  return mail
}

/** The token in the link of a mail. */
export const tokenIn = ({ text }: MailMessage) => decodeURIComponent(/#token=(\S+)/.exec(text)?.[1] ?? '')
