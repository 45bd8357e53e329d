import { suffixStemmer } from './suffix-stemmer.ts'

/** Plural and gender, the commonest verb forms, and nouns made of verbs, so that `rembourser` finds `remboursement`. */
export const stemFrench = suffixStemmer([
  { suffixes: 'eaux>eau aux>al s x', keep: 3 },
  {
    suffixes: `issements issement ements ement ations ation ateurs ateur atrice ites ite ances ance ences ence ables able ibles ible euses euse eurs eur ives ive ifs if
      erions eriez eraient erais erait eront erez eras erai era assions ions iez aient ais ait ant ante antes ons ez ees ee es er ir iques ique euse e`,
    keep: 3,
  },
  { suffixes: 'nn>n tt>t ll>l ss>s mm>m pp>p rr>r y>i', keep: 2 },
])

export const stemSpanish = suffixStemmer([
  { suffixes: 'ces>z ais>a eis>e amos>a emos>e imos>i es s', keep: 3 },
  {
    suffixes: `amientos amiento imientos imiento aciones acion uciones>u ucion>u idades idad adores ador adora mente ables able ibles ible ancia encia ivos ivo iva
      ariamos ieramos aremos eremos iremos abamos ando iendo yendo>i aran eran iran aban aba ados ado ada idos ido ida aron ieron yeron>i
      arse erse irse arlo erlo irlo arla arme ar er ir an en`,
    keep: 3,
  },
  { suffixes: 'ia ie io a e i o u', keep: 3 },
  { suffixes: 'qu>c gu>g y>i', keep: 2 },
])

export const stemItalian = suffixStemmer([
  {
    suffixes: `azioni azione uzioni uzione amenti amento imenti imento abili abile ibili ibile mente ita ivi ivo iva ive anza enza atore atori
      eremmo aremmo erebbe arebbe erai arai eranno aranno irete arete erete avano evano ivano ando endo iamo iate arsi ersi irsi arlo erlo irlo ati ato ata ate iti ito uti uto
      are ere ire ano ono ava eva iva ai ei`,
    keep: 3,
  },
  { suffixes: 'chi>c che>c ghi>g ghe>g ia ie ii io a e i o', keep: 3 },
])

export const stemPortuguese = suffixStemmer([
  { suffixes: 'oes>ao aes>ao ais>al eis>el res>r zes>z ns>m s', keep: 3 },
  {
    suffixes: `amentos amento imentos imento acoes acao ucoes>u ucao>u idades idade adores ador adora mente avel ivel ancia encia ivo iva
      ariamos eremos aremos iremos ando endo indo arao erao irao aria eria iria avam ava ados ado ada idos ido ida aram eram iram amos emos imos
      ara era ira arse erse ar er ir am em ao ou`,
    keep: 3,
  },
  { suffixes: 'a e i o u', keep: 3 },
])
