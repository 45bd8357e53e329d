/** Gives whole sentences of a text that comes in pieces, with the space behind them; all of them together are the text. */
export interface SentenceSplitter {
  push(text: string): readonly string[]
  end(): string
}

/** Characters after which a sentence is taken for whole whatever it looks like. */
const longest = 600

const boundary = /(?:[.!?…]+[)"'”»*_\]]*(?=\s)|[。！？]+[」』”)]*|\n)\s*/g
/** A full stop after these, after a digit or after a single letter ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:\p{L}|\d+|ca|approx|no|nr|inkl|incl|max|min|e\.g|i\.e|z\.b|d\.h|st|str|tel|art|bzw|usw|dr|mr|mrs|ms|vs|env|ex|p\.ej|num|etc|bsp|evtl|ggf|mind|zzgl|exkl|excl|resp)\.$/iu

/** Abbreviations that stand before a figure: "Rs. 450", "Fr. 59.–". */
const isPrefix = (sentence: string, next = '') => /\d/.test(next) && /(?:^|[\s(])(?:rs|fr|sfr|kr|rp|eur|usd|chf|tl|zl)\.\s$/i.test(sentence)

export function createSentenceSplitter(): SentenceSplitter {
  let held = ''
  return {
    push(text) {
      held += text
      const sentences: string[] = []
      let from = 0
      boundary.lastIndex = 0
      for (let match = boundary.exec(held); match; match = boundary.exec(held)) {
        const end = match.index + match[0].length
        // White space may still grow.
        if (end === held.length && !/[\n。！？]/.test(match[0])) break
        const sentence = held.slice(from, end)
        const isDot = match[0].startsWith('.') && !match[0].includes('\n')
        if (isDot && (abbreviation.test(sentence.trimEnd()) || isPrefix(sentence, held[end]))) continue
        sentences.push(sentence)
        from = end
      }
      held = held.slice(from)
      if (held.length > longest) {
        const cut = held.lastIndexOf(' ', longest) + 1 || longest
        sentences.push(held.slice(0, cut))
        held = held.slice(cut)
      }
      return sentences
    },
    end() {
      const rest = held
      held = ''
      return rest
    },
  }
}
