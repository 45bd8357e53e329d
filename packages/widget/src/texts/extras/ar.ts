import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'التحدث إلى شخص',
  earlier: 'محادثات سابقة',
  noEarlier: 'لا توجد محادثات أخرى.',
  mail: 'إرسال بالبريد الإلكتروني',
  mailAddress: 'عنوان البريد الإلكتروني',
  mailSent: 'المحادثة في طريقها إليك.',
  soundOn: 'تشغيل الصوت',
  soundOff: 'إيقاف الصوت',
  failed: 'لم ينجح ذلك. حاول مرة أخرى.',
  thanks: 'شكرًا لك.',
  reason: 'ما الذي يمكن تحسينه؟',
  uploading: 'جارٍ رفع {name}: {percent}',
  remove: 'إزالة {name}',
  fileFailed: 'تعذّر رفع {name}.',
  fileTooLarge: '{name} كبير جدًا.',
  dismiss: 'إغلاق',
}
