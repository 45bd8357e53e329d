import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: '担当者と話す',
  earlier: '以前の会話',
  noEarlier: 'ほかの会話はありません。',
  mail: 'メールで送る',
  mailAddress: 'メールアドレス',
  mailSent: '会話をお送りしています。',
  soundOn: '音をオンにする',
  soundOff: '音をオフにする',
  failed: 'うまくいきませんでした。もう一度お試しください。',
  thanks: 'ありがとうございます。',
  reason: '改善できる点を教えてください',
  uploading: '{name} をアップロード中: {percent}',
  remove: '{name} を削除',
  fileFailed: '{name} をアップロードできませんでした。',
  fileTooLarge: '{name} は大きすぎます。',
  dismiss: '閉じる',
}
