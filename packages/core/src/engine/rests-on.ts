/** Share of an answer's longer words that a passage must hold to count as its source, when the model did not name it. */
const enough = 0.4

/** Judges whether an answer, as far as its words tell, rests on a passage; its words are gathered once for all passages. */
export function restsOn(answer: string): (passage: string) => boolean {
  let words: Set<string> | null = null
  return passage => {
    words ??= new Set(answer.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])
    if (words.size < 3) return false
    const text = passage.toLowerCase()
    let shared = 0
    for (const word of words) if (holds(text, word)) shared++
    return shared / words.size >= enough
  }
}

const letter = /[\p{L}\p{N}]/u

/** Whether a text has a word as a whole. */
function holds(text: string, word: string) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!letter.test(text[at - 1] ?? '') && !letter.test(text[at + word.length] ?? '')) return true
  }
  return false
}
