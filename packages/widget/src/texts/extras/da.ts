import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Tal med et menneske',
  earlier: 'Tidligere samtaler',
  noEarlier: 'Der er ingen andre samtaler.',
  mail: 'Send som e-mail',
  mailAddress: 'E-mailadresse',
  mailSent: 'Samtalen er på vej til dig.',
  soundOn: 'Slå lyd til',
  soundOff: 'Slå lyd fra',
  failed: 'Det lykkedes ikke. Prøv igen.',
  thanks: 'Tak.',
  reason: 'Hvad kunne være bedre?',
  uploading: 'Uploader {name}: {percent}',
  remove: 'Fjern {name}',
  fileFailed: '{name} kunne ikke uploades.',
  fileTooLarge: '{name} er for stor.',
  dismiss: 'Luk',
}
