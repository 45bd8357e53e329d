import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Bir kişiyle konuş',
  earlier: 'Önceki sohbetler',
  noEarlier: 'Başka sohbet yok.',
  mail: 'E-postayla gönder',
  mailAddress: 'E-posta adresi',
  mailSent: 'Sohbet size gönderiliyor.',
  soundOn: 'Sesi aç',
  soundOff: 'Sesi kapat',
  failed: 'Olmadı. Lütfen yeniden deneyin.',
  thanks: 'Teşekkürler.',
  reason: 'Ne daha iyi olabilir?',
  uploading: '{name} yükleniyor: {percent}',
  remove: '{name} dosyasını kaldır',
  fileFailed: '{name} yüklenemedi.',
  fileTooLarge: '{name} çok büyük.',
  dismiss: 'Kapat',
}
