/** Share of an answer's longer words that a passage must hold to count as its source, when the model did not name it. */
const enough = 0.4

/** Whether an answer, as far as its words tell, rests on a passage. */
export function restsOn(answer: string, passage: string) {
  const words = longWords(answer)
  if (words.size < 3) return false
  const present = longWords(passage)
  let shared = 0
  for (const word of words) if (present.has(word)) shared++
  return shared / words.size >= enough
}

const longWords = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])
