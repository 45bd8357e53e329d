import { writtenIn } from './written-in.ts'

/** Said in place of what nobody gave us. */
const sentences: Readonly<Record<string, string>> = {
  en: 'I cannot confirm the exact details of that from the information I have.',
  de: 'Genaue Angaben dazu kann ich mit den Informationen, die mir vorliegen, nicht bestätigen.',
  fr: 'Je ne peux pas confirmer ces détails avec les informations dont je dispose.',
  es: 'No puedo confirmar esos detalles con la información que tengo.',
  it: 'Non posso confermare questi dettagli con le informazioni che ho.',
  pt: 'Não posso confirmar esses detalhes com as informações que tenho.',
  nl: 'Ik kan dat met de informatie die ik heb niet precies bevestigen.',
  pl: 'Nie mogę potwierdzić tych szczegółów na podstawie informacji, które mam.',
  sv: 'Jag kan inte bekräfta de uppgifterna med den information jag har.',
  da: 'Jeg kan ikke bekræfte de oplysninger med det, jeg har.',
  no: 'Jeg kan ikke bekrefte de opplysningene med det jeg har.',
  fi: 'En voi vahvistaa näitä tietoja käytettävissäni olevien tietojen perusteella.',
  tr: 'Bu ayrıntıları elimdeki bilgilerle doğrulayamıyorum.',
  cs: 'Tyto údaje nemohu z informací, které mám, potvrdit.',
  ru: 'Я не могу подтвердить эти сведения по имеющейся у меня информации.',
  ja: 'その詳細は、手元の情報では確認できません。',
  zh: '根据我掌握的信息，无法确认这一点。',
  ar: 'لا يمكنني تأكيد تفاصيل ذلك بالمعلومات المتوفرة لدي.',
  he: 'לפי המידע שברשותי אין באפשרותי לאשר את הפרטים האלה.',
  hi: 'मेरे पास जो जानकारी है, उससे मैं इन विवरणों की पुष्टि नहीं कर सकता।',
  id: 'Saya tidak dapat memastikan rincian itu dari informasi yang saya miliki.',
  ko: '제가 가진 정보로는 그 세부 사항을 확인해 드릴 수 없습니다.',
  ro: 'Nu pot confirma aceste detalii cu informațiile pe care le am.',
  uk: 'Я не можу підтвердити ці відомості за наявною в мене інформацією.',
  vi: 'Tôi không thể xác nhận các chi tiết đó dựa trên thông tin tôi có.',
}

/** What is said instead of a statement that nothing backs: in the agent's language, else in that of the statement. */
export function honestSentence(statement: string, language: string | null): string {
  const named = language?.toLowerCase().split(/[-_]/)[0]
  return sentences[named ?? languageOf(statement)] ?? sentences[named === 'nb' || named === 'nn' ? 'no' : 'en'] ?? ''
}

/** The language a text is probably in; English when nothing tells. */
export const languageOf = (text: string): string => writtenIn(text) ?? 'en'
