import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Vorbiți cu o persoană',
  earlier: 'Conversații anterioare',
  noEarlier: 'Nu există alte conversații.',
  mail: 'Trimiteți prin e-mail',
  mailAddress: 'Adresa de e-mail',
  mailSent: 'Conversația este pe drum spre dumneavoastră.',
  soundOn: 'Porniți sunetul',
  soundOff: 'Opriți sunetul',
  failed: 'Nu a reușit. Încercați din nou.',
  thanks: 'Mulțumim.',
  reason: 'Ce ar putea fi mai bun?',
  uploading: 'Se încarcă {name}: {percent}',
  remove: 'Eliminați {name}',
  fileFailed: '{name} nu a putut fi încărcat.',
  fileTooLarge: '{name} este prea mare.',
  dismiss: 'Închideți',
}
