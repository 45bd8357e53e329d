import type { Phrases } from './phrases.ts'

export const dutch: Phrases = {
  decline: 'Daar heb ik in de informatie die ik heb geen antwoord op gevonden.',
  canHelp: 'U kunt mij bijvoorbeeld vragen:',
  topics: 'Ik kan helpen met:',
  greeting: name => `Hallo! Ik ben ${name}. Wat wilt u weten?`,
  thanks: 'Graag gedaan! Kan ik nog iets voor u doen?',
  goodbye: 'Tot ziens!',
  whoAmI: name =>
    `Ik ben ${name}, een automatische assistent en geen mens. Ik zoek in de eigen documenten van dit bedrijf en antwoord met wat daar staat.`,
  source: 'Bron',
  otherLanguage: 'Dit vond ik alleen in een andere taal:',
  askBack: 'Dat kan meerdere dingen betekenen. Waar gaat het om?',
  products: 'Dit past misschien:',
  from: price => `vanaf ${price}`,
  before: price => `was ${price}`,
  inStock: 'op voorraad',
  soldOut: 'uitverkocht',
  price: 'Prijs',
  said: {
    greeting: /^(?:(?:hallo|hoi|hey|hi|goedemorgen|goedemiddag|goedenavond|goedendag|dag)(?: allemaal| hoe gaat het)*|hoe gaat het)$/,
    thanks:
      /^(?:(?:ok |oke |prima |top )*(?:bedankt|dank je|dank je wel|dankjewel|dank u|dank u wel|dankuwel|hartelijk dank)(?: (?:wel|voor (?:je|uw|de) hulp))*)$/,
    goodbye: /^(?:(?:doei|dag|tot ziens|tot (?:later|straks|morgen)|fijne (?:dag|avond)|goedenacht))$/,
    whoAreYou:
      /^(?:(?:wie|wat) (?:ben je|ben jij|bent u)|(?:ben je|ben jij|bent u) (?:een |echt |een echte )*(?:bot|robot|mens|persoon|ai|machine|chatbot)(?: of (?:een )?(?:bot|robot|mens|machine))?|praat ik met een (?:mens|robot|bot|machine)|hoe heet je|wat kun je(?: allemaal)?|hoe werk je)$/,
  },
}
