import type { PlatformDouble, Subject } from '@craveva/adapter-kit/conformance'
import type { Settings } from '../settings.ts'
import type { Patience } from '../web/keep-session.ts'
import { whatsappAdapter } from '../whatsapp-adapter.ts'
import { createFakePhone, type FakePhone } from './fake-phone.ts'

const quick: Patience = { startMs: 5000, probeMs: 50, answerMs: 1000, pauseMs: 50, longestPauseMs: 200 }

/** The two accounts differ in nothing that Craveva knows but their number. */
const numbers = ['491700000001', '491700000002'] as const

/** WhatsApp by a paired phone, as the conformance suite takes it: everything but library and browser, which have a test of their own. */
export function webSubject(): Subject {
  let phones: readonly [FakePhone, FakePhone] | null = null
  const start = async (): Promise<PlatformDouble> => {
    const both = [createFakePhone(), createFakePhone()] as const
    phones = both
    return {
      settings: [
        { mode: 'web', accept_risk: true, phone_number: numbers[0] },
        { mode: 'web', accept_risk: true, phone_number: numbers[1] },
      ],
      write: ({ chat, text, key, file }, account) => both[account].receive(chat, key, text, file ?? null),
      person: ({ chat, text, key }, account) => both[account].own(chat, key, text),
      echo: (chat, account) => both[account].tellLast(chat),
      seen: (chat, account) => both[account].texts(chat),
      filesSeen: (chat, account) => both[account].files(chat),
      revoke: () => both[0].endPairing(),
      fail(isDown) {
        for (const phone of both) phone.disconnect(isDown)
      },
      async stop() {},
    }
  }
  const options = { dataFolder: '/nowhere', chromium: { path: 'none', arguments: [] } }
  const phoneOf = ({ phone_number }: Settings) => phones?.[phone_number === numbers[1] ? 1 : 0]
  const { open, ...rest } = whatsappAdapter(options)
  return {
    adapter: {
      ...rest,
      open: context => {
        const given = context as Parameters<typeof open>[0]
        const startSession = phoneOf(given.settings)?.startSession
        if (!startSession) throw new Error('There is no phone.')
        return whatsappAdapter({ ...options, web: { startSession, patience: quick, wait: async () => {} } }).open(given)
      },
    },
    start,
    leftOut: {
      'believes nothing that is forged':
        'Nothing comes by a hook: messages come from the browser of the paired phone, in a process of our own.',
      'does not believe what belongs to another account': 'Nothing comes by a hook: each account has a browser of its own.',
      'shows an answer while it is written, and once when it is':
        'Editing again and again is what no person does, and what gets a number blocked; a reply is sent once it is complete.',
      'waits when it is asked to, and sends then': 'WhatsApp asks no paired phone to wait; the driver keeps a pace and a cap of its own.',
      'stops at a visitor who blocks, and goes on with others': 'WhatsApp does not tell a paired phone that somebody blocked it.',
    },
    doubles: 'WhatsApp Web takes no key against doubles: a message whose answer a crash takes away comes again.',
  }
}
