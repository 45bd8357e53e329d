import type { InEveryLanguage } from '../languages/languages.ts'

/** How a letter begins whose reader's name is not known. */
export const greetings: InEveryLanguage<string> = {
  en: 'Hello,',
  ar: 'مرحبًا،',
  cs: 'Dobrý den,',
  da: 'Hej,',
  de: 'Guten Tag,',
  es: 'Hola:',
  fi: 'Hei,',
  fr: 'Bonjour,',
  he: 'שלום,',
  hi: 'नमस्ते,',
  id: 'Halo,',
  it: 'Buongiorno,',
  ja: 'こんにちは。',
  ko: '안녕하세요.',
  nl: 'Hallo,',
  pl: 'Dzień dobry,',
  pt: 'Olá,',
  ro: 'Bună ziua,',
  ru: 'Здравствуйте!',
  sv: 'Hej!',
  tr: 'Merhaba,',
  uk: 'Вітаємо!',
  vi: 'Xin chào,',
  zh: '您好：',
}
