import { compounding } from '../words/compounding.ts'
import type { Language } from '../words/language.ts'
import { alternative, type Lexicon } from './expand-question.ts'
import type { Alternative } from './question.ts'

const shortestPart = 3
/** What joins the parts of compounds in German, Dutch and the Nordic languages. */
const joints = ['', 's', 'es', 'n', 'en', 'er', 'e']
const mostCompounds = 8

/** Parts a word could be made of, for looking them up: `ruckgabe` and `frist` of `ruckgabefrist`. */
export function possibleParts(word: string): string[] {
  if (word.length < shortestPart * 2 || !/^\p{L}+$/u.test(word)) return []
  return splits(word).flat()
}

function splits(word: string): [string, string][] {
  const result: [string, string][] = []
  for (let cut = shortestPart; cut <= word.length - shortestPart; cut += 1) {
    const first = word.slice(0, cut)
    for (const joint of joints) {
      if (first.endsWith(joint) && first.length - joint.length >= shortestPart)
        result.push([first.slice(0, first.length - joint.length), word.slice(cut)])
    }
  }
  return result
}

/** The parts of an unknown compound that the texts know, and compounds of the texts that begin or end with the word. */
export function compoundAlternatives(
  word: string,
  stems: readonly string[],
  stemLanguages: readonly Language[],
  lexicon: Lexicon,
): Alternative[] {
  const compounds = stemLanguages.some(language => compounding.has(language)) ? compoundsWith(word, stems, lexicon) : []
  return lexicon.stemsOfWord.has(word) ? compounds : [...partsOf(word, lexicon), ...compounds]
}

function partsOf(word: string, lexicon: Lexicon): Alternative[] {
  const { stemsOfWord } = lexicon
  const known = splits(word).filter(([first, second]) => stemsOfWord.has(first) && stemsOfWord.has(second))
  const best = known.sort(([a, b], [c, d]) => Math.min(c.length, d.length) - Math.min(a.length, b.length))[0]
  if (!best) return []
  const [first = '', second = ''] = best.map(part => stemsOfWord.get(part)?.[0] ?? part)
  return [
    alternative([first, second], 0.9, 'compound', lexicon),
    alternative([second], 0.5, 'compound', lexicon),
    alternative([first], 0.4, 'compound', lexicon),
  ].filter(found => found !== null)
}

/** In these languages the last part names the thing: `Kinderschuhe` are shoes, `Schuhcreme` is not. */
function compoundsWith(word: string, stems: readonly string[], lexicon: Lexicon): Alternative[] {
  const parts = [word, ...stems.map(bareStem)].filter(part => part.length > shortestPart)
  return [word, ...stems.map(bareStem)]
    .flatMap(part => lexicon.compounds.get(part) ?? [])
    .filter(([compound]) => compound.length >= word.length + shortestPart)
    .flatMap(([compound, stem]) => {
      if (parts.some(part => compound.endsWith(part) || bareStem(stem).endsWith(part)))
        return alternative([stem], 0.75, 'compound', lexicon) ?? []
      return parts.some(part => compound.startsWith(part)) ? (alternative([stem], 0.55, 'compound', lexicon) ?? []) : []
    })
    .slice(0, mostCompounds)
}

const bareStem = (stem: string): string => stem.replace(/_[a-z]{2}$/, '')
