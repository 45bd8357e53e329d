import type { Phrases } from './phrases.ts'

export const finnish: Phrases = {
  decline: 'En löytänyt siihen vastausta tiedoista, jotka minulla on.',
  canHelp: 'Voit kysyä minulta esimerkiksi:',
  topics: 'Voin auttaa näissä asioissa:',
  greeting: name => `Hei! Olen ${name}. Mitä haluaisit tietää?`,
  thanks: 'Ole hyvä! Voinko auttaa vielä jossain?',
  goodbye: 'Näkemiin!',
  whoAmI: name =>
    `Olen ${name}, automaattinen avustaja, en ihminen. Haen tietoa tämän yrityksen omista asiakirjoista ja vastaan sillä, mitä niissä sanotaan.`,
  source: 'Lähde',
  otherLanguage: 'Löysin tämän toisella kielellä:',
  askBack: 'Se voi tarkoittaa useaa asiaa. Mistä on kyse?',
  products: 'Tämä voisi sopia:',
  from: price => `alkaen ${price}`,
  before: price => `aiemmin ${price}`,
  inStock: 'varastossa',
  soldOut: 'loppuunmyyty',
  price: 'Hinta',
  said: {
    greeting: /^(?:(?:hei|moi|terve|moikka|hyvaa (?:huomenta|paivaa|iltaa)|heippa))$/,
    thanks: /^(?:(?:ok )*(?:kiitos|kiitti|paljon kiitoksia|kiitos paljon)(?: avusta)?)$/,
    goodbye: /^(?:(?:nakemiin|hei hei|moi moi|heippa|hyvaa yota|hyvaa paivanjatkoa))$/,
    whoAreYou: /^(?:kuka sina olet|kuka olet|mika olet|oletko (?:sina )?(?:botti|robotti|ihminen|tekoaly|kone)|mika on nimesi|mita osaat)$/,
  },
}
