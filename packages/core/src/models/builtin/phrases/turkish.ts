import type { Phrases } from './phrases.ts'

export const turkish: Phrases = {
  decline: 'Elimdeki bilgilerde bunun yanıtını bulamadım.',
  canHelp: 'Bana örneğin şunları sorabilirsiniz:',
  topics: 'Şu konularda yardımcı olabilirim:',
  greeting: name => `Merhaba! Ben ${name}. Ne öğrenmek istersiniz?`,
  thanks: 'Rica ederim! Başka bir konuda yardımcı olabilir miyim?',
  goodbye: 'Hoşça kalın!',
  whoAmI: name =>
    `Ben ${name}, otomatik bir asistanım, insan değilim. Bu şirketin kendi belgelerinde arama yapar ve orada yazanlarla yanıt veririm.`,
  source: 'Kaynak',
  otherLanguage: 'Bunu başka bir dilde buldum:',
  askBack: 'Bu birkaç anlama gelebilir. Konu nedir?',
  products: 'Şuna ne dersiniz:',
  from: price => `${price} fiyatından başlayan`,
  before: price => `önceki fiyat ${price}`,
  inStock: 'stokta var',
  soldOut: 'tükendi',
  price: 'Fiyat',
  said: {
    greeting: /^(?:(?:merhaba|selam|gunaydin|iyi (?:gunler|aksamlar)|selamlar))$/,
    thanks: /^(?:(?:tesekkurler|tesekkur ederim|cok tesekkurler|sag ol|sagolun))$/,
    goodbye: /^(?:(?:hosca kal|hosca kalin|gorusuruz|iyi geceler|gule gule))$/,
    whoAreYou: /^(?:sen kimsin|kimsin|siz kimsiniz|(?:sen )?(?:bot|robot|insan|yapay zeka) misin|adin ne|ne yapabilirsin)$/,
  },
}
