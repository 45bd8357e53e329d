import { conformanceCases, tryCase } from '@craveva/adapter-kit/conformance'
import { describe, expect, test } from 'vitest'
import { brokenAdapters } from './testing/broken-adapters.ts'
import { exampleSubject } from './testing/example-subject.ts'

const caseNamed = (name: string) => {
  const found = conformanceCases.find(candidate => candidate.name === name)
  if (!found) throw new Error(`There is no case "${name}"`)
  return found
}

test('each broken adapter is noticed, by the case that is for it', async () => {
  // All at once, since most are noticed by waiting in vain.
  const noticed = brokenAdapters.map(async ({ wrong, noticedBy, words, breakIt }) => {
    const subject = { ...breakIt(await exampleSubject()), patienceMs: 8000 }
    const message = await tryCase(subject, caseNamed(noticedBy)).then(
      () => 'nothing',
      (error: Error) => error.message,
    )
    return { wrong, noticed: words.test(message) ? 'as it should be' : message }
  })
  expect(await Promise.all(noticed)).toEqual(brokenAdapters.map(({ wrong }) => ({ wrong, noticed: 'as it should be' })))
})

test('there is a broken adapter for every case', () => {
  expect(conformanceCases.filter(({ name }) => !brokenAdapters.some(({ noticedBy }) => noticedBy === name))).toEqual([])
})

describe('a case is left out', () => {
  const withoutEcho = async () => {
    const { start, ...subject } = await exampleSubject()
    const startWithout = async () => {
      const { echo: _, ...double } = await start()
      return double
    }
    return { ...subject, start: startWithout }
  }
  const echoCase = caseNamed('does not take its own messages for those of a person')

  test('only with a reason in words, also where the platform cannot do it', async () => {
    const subject = await withoutEcho()
    await expect(tryCase(subject, echoCase)).rejects.toThrow('needs a double with "echo"')
    await expect(tryCase({ ...subject, leftOut: { [echoCase.name]: 'no' } }, echoCase)).rejects.toThrow('without a reason in words')
    const reason = 'The made-up platform does not tell of our own messages.'
    expect(await tryCase({ ...subject, leftOut: { [echoCase.name]: reason } }, echoCase)).toBe(reason)
  })

  test('only when there is such a case', async () => {
    const subject = { ...(await exampleSubject()), leftOut: { 'flies to the moon': 'It has no wings and no rocket.' } }
    await expect(tryCase(subject, echoCase)).rejects.toThrow('There is no case "flies to the moon"')
  })
})
