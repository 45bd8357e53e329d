import type { Phrases } from './phrases.ts'

export const czech: Phrases = {
  decline: 'Na to jsem v informacích, které mám, odpověď nenašel.',
  canHelp: 'Můžete se mě zeptat například:',
  topics: 'Mohu pomoci s tématy:',
  greeting: name => `Dobrý den! Jsem ${name}. Co byste chtěli vědět?`,
  thanks: 'Rádo se stalo! Mohu ještě s něčím pomoci?',
  goodbye: 'Na shledanou!',
  whoAmI: name =>
    `Jsem ${name}, automatický asistent, ne člověk. Hledám ve vlastních dokumentech této firmy a odpovídám tím, co v nich stojí.`,
  source: 'Zdroj',
  otherLanguage: 'Toto jsem našel v jiném jazyce:',
  askBack: 'To může znamenat více věcí. O co jde?',
  products: 'Toto by se mohlo hodit:',
  from: price => `od ${price}`,
  before: price => `dříve ${price}`,
  inStock: 'skladem',
  soldOut: 'vyprodáno',
  price: 'Cena',
  said: {
    greeting: /^(?:(?:ahoj|dobry den|dobre rano|dobry vecer|cau|zdravim))$/,
    thanks: /^(?:(?:dekuji|diky|dekuju|moc dekuji|diky moc)(?: za pomoc)?)$/,
    goodbye: /^(?:(?:na shledanou|ahoj|cau|mejte se|dobrou noc))$/,
    whoAreYou: /^(?:kdo jsi|kdo jste|(?:jsi|jste) (?:bot|robot|clovek|umela inteligence)|jak se jmenujes|co umis)$/,
  },
}
