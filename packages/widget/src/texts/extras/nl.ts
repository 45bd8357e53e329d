import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Met een mens praten',
  earlier: 'Eerdere gesprekken',
  noEarlier: 'Er zijn geen andere gesprekken.',
  mail: 'Per e-mail sturen',
  mailAddress: 'E-mailadres',
  mailSent: 'Het gesprek is naar u onderweg.',
  soundOn: 'Geluid aanzetten',
  soundOff: 'Geluid uitzetten',
  failed: 'Dat is niet gelukt. Probeer het opnieuw.',
  thanks: 'Bedankt.',
  reason: 'Wat kan er beter?',
  uploading: '{name} wordt geüpload: {percent}',
  remove: '{name} verwijderen',
  fileFailed: '{name} kon niet worden geüpload.',
  fileTooLarge: '{name} is te groot.',
  dismiss: 'Sluiten',
}
