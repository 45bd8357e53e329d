import type { InEveryLanguage } from '../languages/languages.ts'

/** What visitors are told who get a person. */
export interface HandOffWords {
  /** While somebody can be expected to be there. */
  readonly open: string
  readonly closed: string
  readonly hours: string
}

export const handOffWords: InEveryLanguage<HandOffWords> = {
  en: {
    open: 'I have asked a person to take over. Somebody will write to you here.',
    closed: 'I have asked a person to take over. Nobody is there at this hour; your messages are kept and will be answered here.',
    hours: 'Opening hours: {hours}.',
  },
  ar: {
    open: 'طلبتُ من شخص من فريقنا أن يتولى المحادثة. سيكتب لك أحدهم هنا.',
    closed: 'طلبتُ من شخص من فريقنا أن يتولى المحادثة. لا أحد موجود في هذا الوقت؛ ستُحفظ رسائلك ويُردّ عليها هنا.',
    hours: 'ساعات العمل: {hours}.',
  },
  cs: {
    open: 'Předávám konverzaci člověku. Někdo vám tu napíše.',
    closed: 'Předávám konverzaci člověku. V tuto dobu tu nikdo není; vaše zprávy se uchovají a odpověď dostanete zde.',
    hours: 'Otevírací doba: {hours}.',
  },
  da: {
    open: 'Jeg har bedt et menneske om at tage over. Nogen skriver til dig her.',
    closed:
      'Jeg har bedt et menneske om at tage over. Der er ingen til stede på dette tidspunkt; dine beskeder gemmes og bliver besvaret her.',
    hours: 'Åbningstider: {hours}.',
  },
  de: {
    open: 'Ich habe einen Menschen gebeten zu übernehmen. Jemand wird Ihnen hier schreiben.',
    closed:
      'Ich habe einen Menschen gebeten zu übernehmen. Zu dieser Zeit ist niemand da; Ihre Nachrichten bleiben erhalten und werden hier beantwortet.',
    hours: 'Öffnungszeiten: {hours}.',
  },
  es: {
    open: 'He pedido a una persona que se haga cargo. Alguien le escribirá aquí.',
    closed: 'He pedido a una persona que se haga cargo. A esta hora no hay nadie; sus mensajes se guardan y recibirán respuesta aquí.',
    hours: 'Horario: {hours}.',
  },
  fi: {
    open: 'Pyysin ihmistä jatkamaan. Joku kirjoittaa sinulle tässä.',
    closed: 'Pyysin ihmistä jatkamaan. Kukaan ei ole paikalla tähän aikaan; viestisi säilyvät ja niihin vastataan tässä.',
    hours: 'Aukioloajat: {hours}.',
  },
  fr: {
    open: 'J’ai demandé à une personne de prendre le relais. Quelqu’un vous écrira ici.',
    closed:
      'J’ai demandé à une personne de prendre le relais. Personne n’est là à cette heure ; vos messages sont conservés et recevront une réponse ici.',
    hours: 'Horaires d’ouverture : {hours}.',
  },
  he: {
    open: 'ביקשתי מאדם להמשיך את השיחה. מישהו יכתוב לכם כאן.',
    closed: 'ביקשתי מאדם להמשיך את השיחה. אף אחד לא נמצא כאן בשעה זו; ההודעות שלכם נשמרות ויקבלו מענה כאן.',
    hours: 'שעות פתיחה: {hours}.',
  },
  hi: {
    open: 'मैंने बातचीत आगे बढ़ाने के लिए एक व्यक्ति को बुलाया है। कोई आपको यहाँ लिखेगा।',
    closed: 'मैंने बातचीत आगे बढ़ाने के लिए एक व्यक्ति को बुलाया है। इस समय कोई मौजूद नहीं है; आपके संदेश सुरक्षित रखे जाएँगे और उनका उत्तर यहाँ दिया जाएगा।',
    hours: 'खुलने का समय: {hours}।',
  },
  id: {
    open: 'Saya sudah meminta seseorang dari tim kami untuk mengambil alih. Dia akan menulis kepada Anda di sini.',
    closed:
      'Saya sudah meminta seseorang dari tim kami untuk mengambil alih. Saat ini tidak ada yang bertugas; pesan Anda disimpan dan akan dijawab di sini.',
    hours: 'Jam buka: {hours}.',
  },
  it: {
    open: 'Ho chiesto a una persona di subentrare. Qualcuno le scriverà qui.',
    closed: 'Ho chiesto a una persona di subentrare. A quest’ora non c’è nessuno; i suoi messaggi restano e riceveranno risposta qui.',
    hours: 'Orari di apertura: {hours}.',
  },
  ja: {
    open: '担当者に対応を依頼しました。担当者がここでお返事します。',
    closed: '担当者に対応を依頼しました。ただいまの時間は担当者が不在です。メッセージは保存され、ここでお返事します。',
    hours: '営業時間：{hours}。',
  },
  ko: {
    open: '상담원에게 연결을 요청했습니다. 상담원이 여기에서 답변해 드립니다.',
    closed: '상담원에게 연결을 요청했습니다. 지금은 상담 시간이 아닙니다. 메시지는 보관되며 여기에서 답변해 드립니다.',
    hours: '운영 시간: {hours}.',
  },
  nl: {
    open: 'Ik heb een mens gevraagd het over te nemen. Iemand zal u hier schrijven.',
    closed:
      'Ik heb een mens gevraagd het over te nemen. Op dit moment is er niemand; uw berichten blijven bewaard en worden hier beantwoord.',
    hours: 'Openingstijden: {hours}.',
  },
  pl: {
    open: 'Przekazuję rozmowę człowiekowi. Ktoś napisze tu do Ciebie.',
    closed: 'Przekazuję rozmowę człowiekowi. O tej porze nikogo nie ma; Twoje wiadomości zostaną zachowane i odpowiemy na nie tutaj.',
    hours: 'Godziny otwarcia: {hours}.',
  },
  pt: {
    open: 'Pedi a uma pessoa que assuma a conversa. Alguém vai escrever para você aqui.',
    closed: 'Pedi a uma pessoa que assuma a conversa. Não há ninguém a esta hora; suas mensagens ficam guardadas e serão respondidas aqui.',
    hours: 'Horário de funcionamento: {hours}.',
  },
  ro: {
    open: 'Am rugat o persoană să preia conversația. Cineva vă va scrie aici.',
    closed:
      'Am rugat o persoană să preia conversația. La această oră nu este nimeni; mesajele dumneavoastră se păstrează și veți primi răspuns aici.',
    hours: 'Program: {hours}.',
  },
  ru: {
    open: 'Я передаю беседу сотруднику. Вам напишут здесь.',
    closed: 'Я передаю беседу сотруднику. Сейчас никого нет на месте; ваши сообщения сохранятся, и на них ответят здесь.',
    hours: 'Часы работы: {hours}.',
  },
  sv: {
    open: 'Jag har bett en människa att ta över. Någon skriver till dig här.',
    closed: 'Jag har bett en människa att ta över. Ingen är på plats vid den här tiden; dina meddelanden sparas och besvaras här.',
    hours: 'Öppettider: {hours}.',
  },
  tr: {
    open: 'Sohbeti devralması için bir kişiye haber verdim. Birisi size buradan yazacak.',
    closed: 'Sohbeti devralması için bir kişiye haber verdim. Bu saatte kimse yok; mesajlarınız saklanır ve burada yanıtlanır.',
    hours: 'Çalışma saatleri: {hours}.',
  },
  uk: {
    open: 'Я передаю розмову співробітнику. Вам напишуть тут.',
    closed: 'Я передаю розмову співробітнику. Зараз нікого немає на місці; ваші повідомлення збережуться, і на них відповідять тут.',
    hours: 'Години роботи: {hours}.',
  },
  vi: {
    open: 'Tôi đã nhờ một nhân viên tiếp nhận. Sẽ có người viết cho bạn tại đây.',
    closed: 'Tôi đã nhờ một nhân viên tiếp nhận. Hiện không có ai trực; tin nhắn của bạn được lưu lại và sẽ được trả lời tại đây.',
    hours: 'Giờ mở cửa: {hours}.',
  },
  zh: {
    open: '我已请工作人员接手对话。工作人员将在此回复您。',
    closed: '我已请工作人员接手对话。现在没有人值班；您的消息会保留，我们会在此回复您。',
    hours: '营业时间：{hours}。',
  },
}
