import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Puhu ihmiselle',
  earlier: 'Aiemmat keskustelut',
  noEarlier: 'Muita keskusteluja ei ole.',
  mail: 'Lähetä sähköpostilla',
  mailAddress: 'Sähköpostiosoite',
  mailSent: 'Keskustelu on matkalla sinulle.',
  soundOn: 'Ääni päälle',
  soundOff: 'Ääni pois',
  failed: 'Se ei onnistunut. Yritä uudelleen.',
  thanks: 'Kiitos.',
  reason: 'Mikä voisi olla paremmin?',
  uploading: 'Ladataan {name}: {percent}',
  remove: 'Poista {name}',
  fileFailed: 'Tiedostoa {name} ei voitu ladata.',
  fileTooLarge: '{name} on liian suuri.',
  dismiss: 'Sulje',
}
