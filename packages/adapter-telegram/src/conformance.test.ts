import { conformanceCases, tryCase } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { telegramSubject } from './testing/telegram-subject.ts'

const variants = {
  'answers edited while they grow': telegramSubject({ streaming: 'edit' }),
  'answers shown as drafts while they grow': telegramSubject({ streaming: 'draft' }),
  'a Bot API without rich messages': telegramSubject({ streaming: 'off', rich: false }),
  'messages asked for instead of sent to a hook': telegramSubject({ streaming: 'edit', polling: true }),
  'chats of a business account': telegramSubject({ streaming: 'edit', business: true }),
}

describe.each(Object.entries(variants))('Telegram, %s', (_, subject) => {
  for (const conformanceCase of conformanceCases)
    test(conformanceCase.name, async () => {
      expect(await tryCase(subject, conformanceCase)).toBe(subject.leftOut?.[conformanceCase.name] ?? null)
    })
})
