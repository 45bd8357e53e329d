import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Mluvit s člověkem',
  earlier: 'Dřívější konverzace',
  noEarlier: 'Žádné další konverzace nejsou.',
  mail: 'Poslat e-mailem',
  mailAddress: 'E-mailová adresa',
  mailSent: 'Konverzace je na cestě k vám.',
  soundOn: 'Zapnout zvuk',
  soundOff: 'Vypnout zvuk',
  failed: 'Nepodařilo se to. Zkuste to znovu.',
  thanks: 'Děkujeme.',
  reason: 'Co by mohlo být lepší?',
  uploading: 'Nahrává se {name}: {percent}',
  remove: 'Odebrat {name}',
  fileFailed: '{name} se nepodařilo nahrát.',
  fileTooLarge: '{name} je příliš velký.',
  dismiss: 'Zavřít',
}
