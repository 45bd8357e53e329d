import { conformanceCases, leftOutBecause } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { telegramSubject } from './testing/telegram-subject.ts'

const variants = {
  'Telegram, answers edited while they grow': telegramSubject('edit'),
  'Telegram, without rich messages': telegramSubject('off', { rich: false }),
}

describe.each(Object.entries(variants))('%s', (_, subject) => {
  for (const conformanceCase of conformanceCases)
    test(conformanceCase.name, async () => {
      expect(leftOutBecause(subject, null, conformanceCase)).toBeNull()
      await conformanceCase.run(subject)
    })
})
