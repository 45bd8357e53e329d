import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'Bicara dengan orang',
  earlier: 'Percakapan sebelumnya',
  noEarlier: 'Tidak ada percakapan lain.',
  mail: 'Kirim lewat email',
  mailAddress: 'Alamat email',
  mailSent: 'Percakapan sedang dikirim kepada Anda.',
  soundOn: 'Nyalakan suara',
  soundOff: 'Matikan suara',
  failed: 'Itu tidak berhasil. Silakan coba lagi.',
  thanks: 'Terima kasih.',
  reason: 'Apa yang bisa lebih baik?',
  uploading: 'Mengunggah {name}: {percent}',
  remove: 'Hapus {name}',
  fileFailed: '{name} tidak dapat diunggah.',
  fileTooLarge: '{name} terlalu besar.',
  dismiss: 'Tutup',
}
