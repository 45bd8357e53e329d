import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Поговорить с человеком',
  earlier: 'Прежние беседы',
  noEarlier: 'Других бесед нет.',
  mail: 'Отправить по почте',
  mailAddress: 'Адрес электронной почты',
  mailSent: 'Беседа уже в пути к вам.',
  soundOn: 'Включить звук',
  soundOff: 'Выключить звук',
  failed: 'Не получилось. Попробуйте ещё раз.',
  thanks: 'Спасибо.',
  reason: 'Что можно улучшить?',
  uploading: 'Загрузка {name}: {percent}',
  remove: 'Убрать {name}',
  fileFailed: 'Не удалось загрузить {name}.',
  fileTooLarge: '{name} слишком велик.',
  dismiss: 'Закрыть',
}
