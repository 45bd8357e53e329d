import type { Phrases } from './phrases.ts'

export const italian: Phrases = {
  decline: 'Non ho trovato una risposta nelle informazioni che ho a disposizione.',
  canHelp: 'Puoi chiedermi, per esempio:',
  topics: 'Posso aiutarti con:',
  greeting: name => `Ciao! Sono ${name}. Cosa vorresti sapere?`,
  thanks: 'Prego! Posso aiutarti in altro?',
  goodbye: 'Arrivederci e a presto!',
  whoAmI: name =>
    `Sono ${name}, un assistente automatico, non una persona. Cerco nei documenti di questa azienda e rispondo con ciò che dicono.`,
  source: 'Fonte',
  otherLanguage: "L'ho trovato in un'altra lingua:",
  askBack: 'Può voler dire più cose. Di che cosa si tratta?',
  products: 'Ecco cosa potrebbe interessarti:',
  from: price => `da ${price}`,
  before: price => `prima ${price}`,
  inStock: 'disponibile',
  soldOut: 'esaurito',
  price: 'Prezzo',
  said: {
    greeting:
      /^(?:(?:ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|ehi)(?: a tutti| come (?:stai|va|sta))*|come (?:stai|va|sta))$/,
    thanks:
      /^(?:(?:ok |perfetto |va bene |ottimo )*(?:grazie|grazie mille|molte grazie|ti ringrazio|la ringrazio)(?: (?:mille|tante|per laiuto|per aiuto|ancora))*)$/,
    goodbye: /^(?:(?:arrivederci|ciao ciao|a presto|a dopo|buona (?:giornata|serata|notte)|addio))$/,
    whoAreYou:
      /^(?:chi (?:sei|e lei|siete)|(?:sei|e) (?:un |una |davvero )*(?:bot|robot|umano|persona|ia|macchina|chatbot|persona vera|persona reale)(?: o (?:un |una )?(?:bot|robot|umano|persona|macchina))?|(?:parlo|sto parlando) con (?:un|una) (?:robot|bot|umano|persona|macchina)|come ti chiami|(?:che )?cosa (?:puoi|sai) fare|come funzioni)$/,
  },
}
