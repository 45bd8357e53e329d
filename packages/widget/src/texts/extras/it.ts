import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Parla con una persona',
  earlier: 'Conversazioni precedenti',
  noEarlier: 'Non ci sono altre conversazioni.',
  mail: 'Invia per e-mail',
  mailAddress: 'Indirizzo e-mail',
  mailSent: 'La conversazione è in arrivo.',
  soundOn: 'Attiva il suono',
  soundOff: 'Disattiva il suono',
  failed: 'Non ha funzionato. Riprova.',
  thanks: 'Grazie.',
  reason: 'Che cosa potrebbe migliorare?',
  uploading: 'Caricamento di {name}: {percent}',
  remove: 'Rimuovi {name}',
  fileFailed: 'Impossibile caricare {name}.',
  fileTooLarge: '{name} è troppo grande.',
  dismiss: 'Chiudi',
}
