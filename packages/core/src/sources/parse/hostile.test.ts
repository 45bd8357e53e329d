import { describe, expect, it } from 'vitest'
import { defaultParseLimits } from './limits.ts'
import { hostileFiles } from './testing/hostile-files.ts'
import { runHostileFiles } from './testing/run-hostile-files.ts'

/** One or two of every kind, the quick ones; all of them are tried by `npm run verify`. */
const chosen =
  /^(ratio-100mb|size-declared-too-small|nested-30|overlapping-2000|entries-60000|traversal-[036]|symbolic-link|encrypted|wrong-checksum)\.zip$|^(entity-bomb|tables-deep|style-loop|encrypted)\.|^(rows-million-declared|string-repeated)\.xlsx$|^(page-tree-loop|xref-loop|form-tree|encrypted|scan|mark-and-noise)\.pdf$|^(line-40mb|columns-million|zeros)\.csv$|^(deep|deep-closed)\.json$|^(divs-million|spans-huge)\.html$|^(quotes-deep|stars)\.md$|^mail-nested|^utf|^noise|^picture|^vector|^(cut-0|flipped-1|overwritten-2)-/

describe('files made to do harm', () => {
  it('are read or refused with a reason, in bounded memory', async () => {
    const files = hostileFiles(20, 3).filter(file => chosen.test(file.name))
    expect(files.length).toBeGreaterThan(45)
    let count = 0
    for await (const result of runHostileFiles(files)) {
      count++
      expect(result.documents + result.reasons.length, `${result.name} has an answer`).toBeGreaterThan(0)
      expect(result.childBytes, `${result.name} keeps to its memory`).toBeLessThan(defaultParseLimits.memoryBytes * 1.35)
    }
    expect(count).toBe(files.length)
  }, 300_000)

  it('are at least 120, each with a name of its own', () => {
    const names = hostileFiles(1).map(file => file.name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(120)
  })
})
