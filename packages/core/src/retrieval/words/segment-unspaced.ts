/** Scripts written without spaces between words, and Hangul, whose words carry particles. */
export const unspacedScript = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/

const runs =
  /[\u3005\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]+|[\uac00-\ud7af]+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|[^\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+/g
const ideographic = /[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/
const hangul = /[\uac00-\ud7af]/

/** Segmenters are dear to make and carry no state between calls. */
const segmenters = new Map<string, Intl.Segmenter>()

/**
 * Words of a run without spaces, each with other cuts of the same place. Segmentation depends on what stands around a word, so
 * ideographic scripts and Hangul also yield overlapping pairs of characters: a question finds the text even where it is cut otherwise.
 */
export function segmentUnspaced(text: string): { word: string; alternatives: string[] }[] {
  return (text.match(runs) ?? []).flatMap(run => {
    if (!unspacedScript.test(run)) return [{ word: run, alternatives: [] }]
    if (hangul.test(run)) return [{ word: run, alternatives: pairs(run) }]
    const words = [...segmenterFor(run).segment(run)].map(({ segment }) => segment)
    if (!ideographic.test(run)) return words.map(word => ({ word, alternatives: [] }))
    return words.map((word, index) => ({
      word,
      alternatives: pairs(word + (words[index + 1]?.slice(0, 1) ?? '')).filter(pair => pair !== word),
    }))
  })
}

function segmenterFor(run: string): Intl.Segmenter {
  const locale = /[\u3040-\u30ff]/.test(run) ? 'ja' : ideographic.test(run) ? 'zh' : /[\u0e00-\u0e7f]/.test(run) ? 'th' : 'und'
  const known = segmenters.get(locale)
  if (known) return known
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  segmenters.set(locale, segmenter)
  return segmenter
}

function pairs(text: string): string[] {
  const characters = [...text]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
