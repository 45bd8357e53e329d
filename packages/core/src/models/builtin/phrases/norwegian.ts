import type { Phrases } from './phrases.ts'

export const norwegian: Phrases = {
  decline: 'Det fant jeg ikke noe svar på i informasjonen jeg har.',
  canHelp: 'Du kan for eksempel spørre meg:',
  topics: 'Jeg kan hjelpe med:',
  greeting: name => `Hei! Jeg er ${name}. Hva vil du vite?`,
  thanks: 'Bare hyggelig! Er det noe mer jeg kan hjelpe med?',
  goodbye: 'Ha det bra!',
  whoAmI: name =>
    `Jeg er ${name}, en automatisk assistent og ikke et menneske. Jeg søker i bedriftens egne dokumenter og svarer med det som står der.`,
  source: 'Kilde',
  otherLanguage: 'Dette fant jeg på et annet språk:',
  askBack: 'Det kan bety flere ting. Hva gjelder det?',
  products: 'Dette kan passe:',
  from: price => `fra ${price}`,
  before: price => `før ${price}`,
  inStock: 'på lager',
  soldOut: 'utsolgt',
  price: 'Pris',
  said: {
    greeting: /^(?:(?:hei|heisann|god (?:morgen|dag|kveld)|hallo|hei hei)(?: alle)?)$/,
    thanks: /^(?:(?:ok )*(?:takk|tusen takk|mange takk|takk skal du ha)(?: for hjelpen)?)$/,
    goodbye: /^(?:(?:ha det|ha det bra|snakkes|ha en fin dag|god natt))$/,
    whoAreYou: /^(?:(?:hvem|hva) er du|er du (?:en |et )?(?:bot|robot|menneske|person|ai|maskin)|hva heter du|hva kan du)$/,
  },
}
