import type { Phrases } from './phrases.ts'

export const german: Phrases = {
  decline: 'Dazu habe ich in den Informationen, die mir vorliegen, keine Antwort gefunden.',
  canHelp: 'Fragen Sie mich zum Beispiel:',
  topics: 'Ich kann helfen bei:',
  greeting: name => `Hallo! Ich bin ${name}. Was möchten Sie wissen?`,
  thanks: 'Gern geschehen! Kann ich sonst noch etwas für Sie tun?',
  goodbye: 'Auf Wiedersehen und alles Gute!',
  whoAmI: name =>
    `Ich bin ${name}, ein automatischer Assistent und kein Mensch. Ich durchsuche die eigenen Unterlagen dieses Unternehmens und antworte mit dem, was dort steht.`,
  source: 'Quelle',
  otherLanguage: 'Das habe ich nur in einer anderen Sprache gefunden:',
  askBack: 'Das kann mehreres bedeuten. Worum geht es?',
  products: 'Das könnte passen:',
  from: price => `ab ${price}`,
  before: price => `vorher ${price}`,
  inStock: 'auf Lager',
  soldOut: 'ausverkauft',
  price: 'Preis',
  said: {
    greeting:
      /^(?:(?:hallo|hi|hey|guten (?:tag|morgen|abend)|servus|moin(?: moin)?|gruss gott|gruezi|na|tag|hallochen)(?: zusammen| ihr| alle| leute)?(?: wie gehts(?: dir| euch| ihnen)?| wie geht es (?:dir|euch|ihnen))?|wie gehts(?: dir| euch)?|wie geht es (?:dir|euch|ihnen))$/,
    thanks:
      /^(?:(?:ok |okay |super |prima |toll |alles klar )*(?:danke|dankeschon|danke schon|vielen dank|herzlichen dank|besten dank|danke dir|danke ihnen|merci)(?: (?:sehr|schon|dir|ihnen|euch|fur (?:die|deine|ihre|eure) hilfe|das hilft mir))*)$/,
    goodbye:
      /^(?:(?:ok |okay )*(?:tschuss|tschau|ciao|auf wiedersehen|bis (?:bald|dann|spater|morgen)|schonen (?:tag|abend)(?: noch)?|servus|gute nacht|ade))$/,
    whoAreYou:
      /^(?:(?:wer|was) (?:bist du|sind sie|seid ihr)(?: eigentlich| genau)?|(?:bist du|sind sie|bist) (?:ein |eine |ein echter |echter |echt |wirklich )*(?:bot|roboter|mensch|ki|maschine|chatbot|computer|echt|echter mensch|echte person|person)(?: oder (?:ein |eine )?(?:bot|mensch|maschine|roboter|ki))?|(?:rede|schreibe|spreche|chatte) ich (?:hier )?mit (?:einem|einer) (?:bot|menschen|maschine|roboter|ki|echten menschen)|wie heisst du|was kannst du(?: alles)?|wie funktionierst du|wobei kannst du(?: mir)? helfen)$/,
  },
}
