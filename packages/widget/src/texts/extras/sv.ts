import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Prata med en människa',
  earlier: 'Tidigare samtal',
  noEarlier: 'Det finns inga andra samtal.',
  mail: 'Skicka med e-post',
  mailAddress: 'E-postadress',
  mailSent: 'Samtalet är på väg till dig.',
  soundOn: 'Slå på ljud',
  soundOff: 'Stäng av ljud',
  failed: 'Det gick inte. Försök igen.',
  thanks: 'Tack.',
  reason: 'Vad kunde vara bättre?',
  uploading: 'Laddar upp {name}: {percent}',
  remove: 'Ta bort {name}',
  fileFailed: '{name} kunde inte laddas upp.',
  fileTooLarge: '{name} är för stor.',
  dismiss: 'Stäng',
}
