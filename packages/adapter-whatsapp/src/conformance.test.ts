import { conformanceCases, tryCase } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { cloudSubject } from './testing/cloud-subject.ts'
import { webSubject } from './testing/web-subject.ts'

const drivers = { 'the Cloud API': cloudSubject(), 'a paired phone': webSubject() }

describe.each(Object.entries(drivers))('WhatsApp by %s', (_, subject) => {
  for (const conformanceCase of conformanceCases)
    test(conformanceCase.name, async () => {
      expect(await tryCase(subject, conformanceCase)).toBe(subject.leftOut?.[conformanceCase.name] ?? null)
    })
})
