import type { Phrases } from './phrases.ts'

export const swedish: Phrases = {
  decline: 'Jag hittade inget svar på det i den information jag har.',
  canHelp: 'Du kan till exempel fråga mig:',
  topics: 'Jag kan hjälpa till med:',
  greeting: name => `Hej! Jag är ${name}. Vad vill du veta?`,
  thanks: 'Varsågod! Är det något mer jag kan hjälpa till med?',
  goodbye: 'Hej då!',
  whoAmI: name =>
    `Jag är ${name}, en automatisk assistent, inte en människa. Jag söker i företagets egna dokument och svarar med det som står där.`,
  source: 'Källa',
  otherLanguage: 'Det här hittade jag på ett annat språk:',
  askBack: 'Det kan betyda flera saker. Vad gäller det?',
  products: 'Det här kan passa:',
  from: price => `från ${price}`,
  before: price => `tidigare ${price}`,
  inStock: 'i lager',
  soldOut: 'slutsåld',
  price: 'Pris',
  said: {
    greeting: /^(?:(?:hej|hejsan|tjena|hallå|halla|god (?:morgon|dag|kvall)|goddag|hej hej)(?: alla| hur mar du)*)$/,
    thanks: /^(?:(?:ok |okej )*(?:tack|tack sa mycket|tackar|stort tack)(?: for hjalpen)?)$/,
    goodbye: /^(?:(?:hej da|adjo|vi ses|ha en bra dag|god natt))$/,
    whoAreYou:
      /^(?:(?:vem|vad) ar du|ar du (?:en )?(?:bot|robot|manniska|person|ai|maskin|riktig person)|pratar jag med en (?:manniska|robot|bot)|vad heter du|vad kan du(?: gora)?)$/,
  },
}
