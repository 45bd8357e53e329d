import type { ExtraTexts } from './en.ts'

export const texts: ExtraTexts = {
  person: 'לדבר עם אדם',
  earlier: 'שיחות קודמות',
  noEarlier: 'אין שיחות אחרות.',
  mail: 'שליחה בדוא״ל',
  mailAddress: 'כתובת דוא״ל',
  mailSent: 'השיחה בדרך אליך.',
  soundOn: 'הפעלת צליל',
  soundOff: 'השתקה',
  failed: 'זה לא הצליח. נסו שוב.',
  thanks: 'תודה.',
  reason: 'מה אפשר לשפר?',
  uploading: 'מעלה את {name}: {percent}',
  remove: 'הסרת {name}',
  fileFailed: 'לא ניתן להעלות את {name}.',
  fileTooLarge: '{name} גדול מדי.',
  dismiss: 'סגירה',
}
