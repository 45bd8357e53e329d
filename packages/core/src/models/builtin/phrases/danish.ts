import type { Phrases } from './phrases.ts'

export const danish: Phrases = {
  decline: 'Det har jeg ikke fundet svar på i de oplysninger, jeg har.',
  canHelp: 'Du kan for eksempel spørge mig:',
  topics: 'Jeg kan hjælpe med:',
  greeting: name => `Hej! Jeg er ${name}. Hvad vil du gerne vide?`,
  thanks: 'Det var så lidt! Kan jeg hjælpe med andet?',
  goodbye: 'Farvel, og hav det godt!',
  whoAmI: name =>
    `Jeg er ${name}, en automatisk assistent og ikke et menneske. Jeg søger i virksomhedens egne dokumenter og svarer med det, der står i dem.`,
  source: 'Kilde',
  otherLanguage: 'Det her fandt jeg på et andet sprog:',
  askBack: 'Det kan betyde flere ting. Hvad drejer det sig om?',
  products: 'Måske passer dette:',
  from: price => `fra ${price}`,
  before: price => `før ${price}`,
  inStock: 'på lager',
  soldOut: 'udsolgt',
  price: 'Pris',
  said: {
    greeting: /^(?:(?:hej|goddag|god (?:morgen|dag|aften)|hejsa|hallo)(?: alle)?)$/,
    thanks: /^(?:(?:ok )*(?:tak|mange tak|tusind tak|tak skal du have)(?: for hjaelpen)?)$/,
    goodbye: /^(?:(?:farvel|hej hej|vi ses|hav en god dag|godnat))$/,
    whoAreYou: /^(?:(?:hvem|hvad) er du|er du (?:en |et )?(?:bot|robot|menneske|person|ai|maskine)|hvad hedder du|hvad kan du)$/,
  },
}
