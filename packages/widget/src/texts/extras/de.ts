import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Mit einem Menschen sprechen',
  earlier: 'Frühere Gespräche',
  noEarlier: 'Es gibt keine anderen Gespräche.',
  mail: 'Per E-Mail senden',
  mailAddress: 'E-Mail-Adresse',
  mailSent: 'Das Gespräch ist auf dem Weg zu Ihnen.',
  soundOn: 'Ton einschalten',
  soundOff: 'Ton ausschalten',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  thanks: 'Danke.',
  reason: 'Was könnte besser sein?',
  uploading: '{name} wird hochgeladen: {percent}',
  remove: '{name} entfernen',
  fileFailed: '{name} konnte nicht hochgeladen werden.',
  fileTooLarge: '{name} ist zu groß.',
  dismiss: 'Schließen',
}
