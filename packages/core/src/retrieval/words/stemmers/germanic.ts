import { suffixStemmer } from './suffix-stemmer.ts'

/** Case, plural and comparison off; then the commonest endings of verbs and of nouns made from them, so that `bestellen` finds `Bestellung`. */
export const stemGerman = (word: string): string => germanEndings(germanParticiple(word))

const germanEndings = suffixStemmer([
  { suffixes: 'ungen>ung heiten>heit keiten>keit ern>er ss>ss en em es e s', keep: 3 },
  { suffixes: 'tet>t', keep: 3 },
  { suffixes: 'ung est et t', keep: 4 },
  { suffixes: 'er e', keep: 4 },
  { suffixes: 'bb>b dd>d ff>f gg>g kk>k ll>l mm>m nn>n pp>p rr>r ss>s tt>t', keep: 2 },
])

/** `zurueckgegeben` and `umgetauscht` lose the `ge` between prefix and verb; spelling is folded (`zuruckgegeben`). */
function germanParticiple(word: string): string {
  const inner = /^(ab|an|auf|aus|ein|her|hin|mit|nach|um|vor|zu|zuruck)ge(.{4,}(?:t|en))$/.exec(word)
  if (inner) return `${inner[1]}${inner[2]}`
  return /^ge.{4,}t$/.test(word) ? word.slice(2) : word
}

export const stemDutch = suffixStemmer([
  { suffixes: 'heden>heid ingen>ing eren en es er s e', keep: 3 },
  { suffixes: 'heid ing end iek lijk baar', keep: 4 },
  { suffixes: 'aa>a ee>e oo>o uu>u dd>d tt>t kk>k ll>l nn>n pp>p ss>s rr>r mm>m gg>g ff>f v>f z>s', keep: 2 },
])

export const stemSwedish = suffixStemmer([
  {
    suffixes:
      'heterna>het heten>het heter>het arnas ernas ornas arna erna orna andet ande arens aren are ades ade ad ens ets na en et ar er or as es at a e s',
    keep: 3,
  },
  { suffixes: 'ningen ningar ning het lig else nad', keep: 3 },
  { suffixes: 'dd>d tt>t nn>n mm>m ll>l gg>g', keep: 2 },
])

export const stemDanish = suffixStemmer([
  { suffixes: 'hederne>hed heden>hed heder>hed ernes erens endes erne eren erer ende ene ens ers ets er en et es e s', keep: 3 },
  { suffixes: 'ningen ninger ning hed lig else ing', keep: 3 },
  { suffixes: 'dd>d tt>t nn>n mm>m ll>l gg>g', keep: 2 },
])

export const stemNorwegian = suffixStemmer([
  { suffixes: 'hetene>het heten>het heter>het ende andre ene ane ers ens ets er ar en et es as a e s', keep: 3 },
  { suffixes: 'ningen ninger ning het lig else ing', keep: 3 },
  { suffixes: 'dd>d tt>t nn>n mm>m ll>l gg>g', keep: 2 },
])
