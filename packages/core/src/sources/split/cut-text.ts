const segmenters = new Map<string, Intl.Segmenter>()

/** The sentences of a text, in the language's own way; joined they are the text again. */
export function sentences(text: string, language: string | null): string[] {
  return segments(text, language, 'sentence')
}

/**
 * Cuts text into pieces of at most `limit` characters, of about equal length: at line ends, else between sentences, else between words, else
 * anywhere but within a character. White space at the cuts is dropped.
 */
export function cutText(text: string, limit: number, language: string | null): string[] {
  if (text.length <= limit) return [text]
  const goal = text.length / Math.ceil(text.length / limit)
  const atoms = text.split(/(?<=\n)/).flatMap(line => finer(line, limit, language))
  return fill(atoms, Math.min(limit, goal * 1.2), limit)
    .map(piece => piece.trim())
    .filter(Boolean)
}

function finer(line: string, limit: number, language: string | null): string[] {
  if (line.length <= limit / 2) return [line]
  return sentences(line, language).flatMap(sentence => (sentence.length <= limit ? [sentence] : pieces(sentence, limit, language)))
}

/** A sentence longer than a passage: no prose, but it must fit. */
function pieces(sentence: string, limit: number, language: string | null): string[] {
  const words = segments(sentence, language, 'word').flatMap(word => (word.length <= limit ? [word] : segments(word, language, 'grapheme')))
  return fill(
    words.flatMap(word => (word.length <= limit ? [word] : (word.match(new RegExp(`.{1,${limit}}`, 'gsu')) ?? []))),
    limit,
    limit,
  )
}

/** Joins atoms up to `goal` characters; the last piece may take what is left up to `limit`. */
function fill(atoms: readonly string[], goal: number, limit: number): string[] {
  const result: string[] = []
  let left = atoms.reduce((sum, atom) => sum + atom.length, 0)
  let current = ''
  for (const atom of atoms) {
    if (current && current.length + atom.length > goal && current.length + left > limit) {
      result.push(current)
      current = ''
    }
    current += atom
    left -= atom.length
  }
  return current ? [...result, current] : result
}

function segments(text: string, language: string | null, granularity: 'sentence' | 'word' | 'grapheme'): string[] {
  return Array.from(segmenter(language, granularity).segment(text), segment => segment.segment)
}

function segmenter(language: string | null, granularity: 'sentence' | 'word' | 'grapheme'): Intl.Segmenter {
  const key = `${granularity} ${language}`
  const known = segmenters.get(key)
  if (known) return known
  const made = new Intl.Segmenter(supported(language), { granularity })
  if (segmenters.size < 100) segmenters.set(key, made)
  return made
}

/** Files state all sorts of languages, some of which are none. */
function supported(language: string | null): string {
  try {
    return language ? (Intl.Segmenter.supportedLocalesOf(language)[0] ?? 'en') : 'en'
  } catch {
    return 'en'
  }
}
