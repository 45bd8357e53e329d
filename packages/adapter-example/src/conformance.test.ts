import { conformanceCases, tryCase } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { exampleSubject } from './testing/example-subject.ts'

describe('the example', () => {
  for (const conformanceCase of conformanceCases)
    test(conformanceCase.name, async () => {
      const subject = await exampleSubject()
      expect(await tryCase(subject, conformanceCase)).toBe(subject.leftOut?.[conformanceCase.name] ?? null)
    })
})
