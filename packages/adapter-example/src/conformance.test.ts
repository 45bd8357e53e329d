import { conformanceCases, leftOutBecause, type Subject } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { createExampleAdapter } from './adapter.ts'
import { exampleSubject } from './testing/example-subject.ts'

describe('the example', () => {
  for (const conformanceCase of conformanceCases)
    test(conformanceCase.name, async () => {
      const subject = await exampleSubject()
      expect(leftOutBecause(subject, null, conformanceCase)).toBeNull()
      await conformanceCase.run(subject)
    })
})

const caseNamed = (name: string) => conformanceCases.find(candidate => candidate.name.startsWith(name)) ?? conformanceCases[0]

/** Adapters that do one thing wrong, and the case that must notice. */
const broken: Record<string, [string, (subject: Subject) => Subject]> = {
  'believes everything': ['believes nothing that is forged', ({ start }) => withHandle(start, false)],
  'acknowledges before it stores': ['acknowledges only what is stored', ({ start }) => withHandle(start, true)],
}

/** The example with a hook that looks at no signature, and waits for nothing where it is hasty. */
function withHandle(start: Subject['start'], hasty: boolean): Subject {
  const real = createExampleAdapter('http://127.0.0.1:1')
  return {
    start,
    adapter: {
      ...real,
      open: async ({ receive }) => ({
        health: async () => ({ state: 'ok', message: null }),
        close: async () => {},
        channel: { textLimit: 1000, pace: 'whole', deliver: async () => ['1'] },
        handle: async request => {
          const { id, chat, text } = JSON.parse(await request.text().then(body => (body.startsWith('{') ? body : '{}'))) as Record<
            string,
            string
          >
          const event = {
            kind: 'message',
            eventId: String(id),
            address: String(chat),
            messageId: String(id),
            sentAt: new Date(),
            text: String(text),
            sender: { id: 'x' },
          } as const
          const received = receive(event)
          if (hasty) received.catch(() => {})
          else await received
          return new Response(null, { status: 200 })
        },
      }),
    },
  }
}

test.each(Object.entries(broken))('an adapter that %s is noticed', async (_, [name, breakIt]) => {
  const subject = breakIt(await exampleSubject())
  await expect(caseNamed(name)?.run(subject)).rejects.toThrow()
})
