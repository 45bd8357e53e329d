/**
 * English after M. F. Porter's published description of "English (Porter2)", snowballstem.org/algorithms/english: plural and tense off, then
 * derivational endings by regions R1 and R2. Apostrophes are gone before it is called.
 */
export function stemEnglish(word: string): string {
  if (word.length < 3) return word
  const exception = exceptions.get(word)
  if (exception !== undefined) return exception
  const marked = word.replace(/(^|[aeiouy])y/g, '$1Y')
  const [r1, r2] = regions(marked)
  const singular = plural(marked)
  if (unchanged.has(singular)) return singular
  const tenseless = tense(singular, r1).replace(/([^aeiouyY].*|..+)[yY]$/, (_, before: string) =>
    /[^aeiouyY]$/.test(before) ? `${before}i` : `${before}y`,
  )
  return closing(residual(derived(tenseless, r1, r2), r2), r1, r2).replaceAll('Y', 'y')
}

const exceptions = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    early: 'early',
    only: 'only',
    singly: 'singl',
    news: 'news',
    bought: 'buy',
    paid: 'pay',
    sent: 'send',
    sold: 'sell',
    lost: 'lose',
    broke: 'break',
    broken: 'break',
    chosen: 'choos',
    chose: 'choos',
    gave: 'give',
    given: 'give',
    took: 'take',
    taken: 'take',
    kept: 'keep',
    forgot: 'forget',
    forgotten: 'forget',
    wrote: 'write',
    written: 'write',
    wore: 'wear',
    worn: 'wear',
    stole: 'steal',
    stolen: 'steal',
    torn: 'tear',
    men: 'man',
    women: 'woman',
    womens: 'woman',
    mens: 'man',
    children: 'child',
    feet: 'foot',
    people: 'person',
    knives: 'knife',
    shelves: 'shelf',
    scarves: 'scarf',
    leaves: 'leav',
    countries: 'countri',
    dies: 'die',
    died: 'die',
    dead: 'die',
    death: 'die',
    deceased: 'deceas',
  }),
)
const unchanged = new Set(['inning', 'outing', 'canning', 'herring', 'earring', 'proceed', 'exceed', 'succeed'])

/** Where R1 and R2 begin: after the first consonant that follows a vowel, and the same again. */
function regions(word: string): [number, number] {
  const special = /^(?:gener|commun|arsen)/.exec(word)
  const r1 = special ? special[0].length : after(word, 0)
  return [r1, after(word, r1)]
}

function after(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from))
  return found ? from + found.index + 2 : word.length
}

function plural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (/ie[ds]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1)
  if (/(?:us|ss)$/.test(word)) return word
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word
}

function tense(word: string, r1: number): string {
  const eed = /eed(?:ly)?$/.exec(word)
  if (eed) return eed.index >= r1 ? word.slice(0, eed.index + 2) : word
  const ending = /(?:ing|ed)(?:ly)?$/.exec(word)
  if (!ending) return word
  const stem = word.slice(0, ending.index)
  if (!/[aeiouy]/.test(stem)) return word
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem.slice(0, -1)
  if (/[^aeiouy]ll$/.test(stem) || /(?:cancel|travel|label|fuel|model)l$/.test(stem)) return stem.slice(0, -1)
  return r1 >= stem.length && isShort(stem) ? `${stem}e` : stem
}

/** Ends in a short syllable: `hop`, `at`. */
const isShort = (word: string): boolean => /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(word)

const derivations: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  abli: 'able',
  entli: 'ent',
  izer: 'ize',
  ization: 'ize',
  isation: 'ize',
  iser: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  aliti: 'al',
  alli: 'al',
  fulness: 'ful',
  ousli: 'ous',
  ousness: 'ous',
  iveness: 'ive',
  iviti: 'ive',
  biliti: 'ble',
  bli: 'ble',
  fulli: 'ful',
  lessli: 'less',
  alize: 'al',
  icate: 'ic',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
}

function derived(word: string, r1: number, r2: number): string {
  const once = derive(word, r1)
  if (once !== word) return derive(once, r1)
  if (word.endsWith('ogi') && word.endsWith('logi')) return word.slice(0, -1)
  if (/[cdeghkmnrt]li$/.test(word) && word.length - 2 >= r1) return word.slice(0, -2)
  return word.endsWith('ative') && word.length - 5 >= r2 ? word.slice(0, -5) : word
}

/** The last letters of all endings above. */
const mayBeDerived = /[iermnsly]$/

function derive(word: string, r1: number): string {
  if (!mayBeDerived.test(word)) return word
  for (let length = Math.min(7, word.length); length > 2; length -= 1) {
    const replacement = derivations[word.slice(-length)]
    if (replacement !== undefined) return word.length - length >= r1 ? word.slice(0, -length) + replacement : word
  }
  return word
}

function residual(word: string, r2: number): string {
  const ending = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ise|al|er|ic)$/.exec(word)
  if (ending) return ending.index >= r2 ? word.slice(0, ending.index) : word
  return /[st]ion$/.test(word) && word.length - 3 >= r2 ? word.slice(0, -3) : word
}

function closing(word: string, r1: number, r2: number): string {
  const stem = word.slice(0, -1)
  if (word.endsWith('e') && (stem.length >= r2 || (stem.length >= r1 && !isShort(stem)))) return stem
  return word.endsWith('ll') && stem.length >= r2 ? stem : word
}
