import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Поговорити з людиною',
  earlier: 'Попередні розмови',
  noEarlier: 'Інших розмов немає.',
  mail: 'Надіслати поштою',
  mailAddress: 'Адреса електронної пошти',
  mailSent: 'Розмова вже прямує до вас.',
  soundOn: 'Увімкнути звук',
  soundOff: 'Вимкнути звук',
  failed: 'Не вдалося. Спробуйте ще раз.',
  thanks: 'Дякуємо.',
  reason: 'Що могло б бути кращим?',
  uploading: 'Завантаження {name}: {percent}',
  remove: 'Прибрати {name}',
  fileFailed: 'Не вдалося завантажити {name}.',
  fileTooLarge: '{name} завеликий.',
  dismiss: 'Закрити',
}
