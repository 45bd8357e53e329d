import { describe, expect, test } from 'vitest'
import { codeFiles, filesEndingIn } from './source-files.ts'
import { emptyNames, textRules } from './text-rules.ts'

/** The rules themselves name what they forbid. */
const rulesFile = 'tools/src/repo/text-rules.ts'

const files = filesEndingIn('.ts', '.tsx', '.mjs', '.md', '.json', '.css', '.html', '.yaml').filter(({ path }) => path !== rulesFile)

describe('text', () => {
  test.each(textRules)('$name', ({ pattern, files: concerned, except = {} }) => {
    const broken = files.filter(({ path, text }) => concerned.test(path) && pattern.test(text)).map(({ path }) => path)
    expect(broken.filter(path => !(path in except))).toEqual([])
    expect(Object.keys(except).filter(path => !broken.includes(path))).toEqual([])
  })
})

test('file names say what is in them', () => {
  expect(codeFiles().filter(({ path }) => emptyNames.test(path))).toEqual([])
})

describe('length', () => {
  const lengths = codeFiles().map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))

  test('no file has more than 400 lines', () => {
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([])
  })

  test('95 of 100 files have at most 300 lines, half of them at most 80', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((one, other) => one - other)
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThanOrEqual(300)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
  })
})
