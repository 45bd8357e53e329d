import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Porozmawiaj z człowiekiem',
  earlier: 'Wcześniejsze rozmowy',
  noEarlier: 'Nie ma innych rozmów.',
  mail: 'Wyślij e-mailem',
  mailAddress: 'Adres e-mail',
  mailSent: 'Rozmowa jest w drodze do Ciebie.',
  soundOn: 'Włącz dźwięk',
  soundOff: 'Wyłącz dźwięk',
  failed: 'Nie udało się. Spróbuj ponownie.',
  thanks: 'Dziękujemy.',
  reason: 'Co może być lepsze?',
  uploading: 'Przesyłanie {name}: {percent}',
  remove: 'Usuń {name}',
  fileFailed: 'Nie udało się przesłać {name}.',
  fileTooLarge: '{name} jest za duży.',
  dismiss: 'Zamknij',
}
