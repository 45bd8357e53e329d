import type { InEveryLanguage } from '../languages/languages.ts'

/** What a mail with a conversation says beside it. */
export interface TranscriptWords {
  readonly subject: string
  readonly asked: string
  /** How its reader is called in it, as in the chat. */
  readonly you: string
  /** To somebody who did not ask for it. */
  readonly ignore: string
}

export const transcriptWords: InEveryLanguage<TranscriptWords> = {
  en: {
    subject: 'Your conversation with {agent}',
    asked: 'This is the conversation that you asked to be sent to you.',
    you: 'You',
    ignore: 'If you did not ask for it, somebody entered your address by mistake; nothing else will come.',
  },
  ar: {
    subject: 'محادثتك مع {agent}',
    asked: 'هذه هي المحادثة التي طلبت إرسالها إليك.',
    you: 'أنت',
    ignore: 'إذا لم تطلبها، فقد أدخل شخص ما عنوانك بالخطأ، ولن يصلك شيء آخر.',
  },
  cs: {
    subject: 'Vaše konverzace: {agent}',
    asked: 'Toto je konverzace, o jejíž zaslání jste požádali.',
    you: 'Vy',
    ignore: 'Pokud jste o ni nežádali, někdo omylem zadal vaši adresu; nic dalšího nepřijde.',
  },
  da: {
    subject: 'Din samtale med {agent}',
    asked: 'Her er samtalen, som du bad om at få tilsendt.',
    you: 'Dig',
    ignore: 'Hvis du ikke har bedt om den, har nogen indtastet din adresse ved en fejl; der kommer ikke mere.',
  },
  de: {
    subject: 'Ihr Gespräch mit {agent}',
    asked: 'Dies ist das Gespräch, um dessen Zusendung Sie gebeten haben.',
    you: 'Sie',
    ignore: 'Wenn Sie nicht darum gebeten haben, hat jemand Ihre Adresse versehentlich eingegeben; es kommt nichts weiter.',
  },
  es: {
    subject: 'Su conversación con {agent}',
    asked: 'Esta es la conversación que pidió que le enviáramos.',
    you: 'Usted',
    ignore: 'Si no la pidió, alguien introdujo su dirección por error; no recibirá nada más.',
  },
  fi: {
    subject: 'Keskustelusi: {agent}',
    asked: 'Tässä on keskustelu, jonka pyysit lähettämään itsellesi.',
    you: 'Sinä',
    ignore: 'Jos et pyytänyt sitä, joku on antanut osoitteesi vahingossa; muuta ei tule.',
  },
  fr: {
    subject: 'Votre conversation avec {agent}',
    asked: 'Voici la conversation que vous avez demandé à recevoir.',
    you: 'Vous',
    ignore: 'Si vous ne l’avez pas demandée, quelqu’un a saisi votre adresse par erreur ; vous ne recevrez rien d’autre.',
  },
  he: {
    subject: 'השיחה שלכם עם {agent}',
    asked: 'זו השיחה שביקשתם לקבל.',
    you: 'אתם',
    ignore: 'אם לא ביקשתם אותה, מישהו הזין את הכתובת שלכם בטעות; לא יגיע דבר נוסף.',
  },
  hi: {
    subject: '{agent} के साथ आपकी बातचीत',
    asked: 'यह वह बातचीत है जिसे आपने ईमेल से भेजने के लिए कहा था।',
    you: 'आप',
    ignore: 'अगर आपने इसे नहीं माँगा, तो किसी ने गलती से आपका पता डाल दिया; और कुछ नहीं आएगा।',
  },
  id: {
    subject: 'Percakapan Anda dengan {agent}',
    asked: 'Ini adalah percakapan yang Anda minta untuk dikirim.',
    you: 'Anda',
    ignore: 'Jika Anda tidak memintanya, seseorang keliru memasukkan alamat Anda; tidak ada lagi yang akan dikirim.',
  },
  it: {
    subject: 'La sua conversazione con {agent}',
    asked: 'Questa è la conversazione che ha chiesto di ricevere.',
    you: 'Lei',
    ignore: 'Se non l’ha chiesta lei, qualcuno ha inserito il suo indirizzo per errore; non arriverà altro.',
  },
  ja: {
    subject: '{agent}との会話',
    asked: 'ご依頼いただいた会話の内容をお送りします。',
    you: 'あなた',
    ignore: 'お心当たりがない場合は、どなたかが誤ってこのアドレスを入力したものです。これ以外にメールが届くことはありません。',
  },
  ko: {
    subject: '{agent}와(과)의 대화',
    asked: '요청하신 대화 내용을 보내 드립니다.',
    you: '나',
    ignore: '요청하신 적이 없다면 누군가 실수로 이 주소를 입력한 것입니다. 다른 메일은 보내지 않습니다.',
  },
  nl: {
    subject: 'Uw gesprek met {agent}',
    asked: 'Dit is het gesprek dat u per e-mail wilde ontvangen.',
    you: 'U',
    ignore: 'Hebt u hier niet om gevraagd, dan heeft iemand per ongeluk uw adres ingevuld; er komt verder niets.',
  },
  pl: {
    subject: 'Twoja rozmowa: {agent}',
    asked: 'Oto rozmowa przesłana na Twoją prośbę.',
    you: 'Ty',
    ignore: 'Jeśli to nie była Twoja prośba, ktoś przez pomyłkę podał Twój adres; nic więcej nie przyjdzie.',
  },
  pt: {
    subject: 'Sua conversa com {agent}',
    asked: 'Esta é a conversa que você pediu para receber.',
    you: 'Você',
    ignore: 'Se você não pediu, alguém digitou seu endereço por engano; nada mais será enviado.',
  },
  ro: {
    subject: 'Conversația dumneavoastră cu {agent}',
    asked: 'Aceasta este conversația pe care ați cerut să o primiți.',
    you: 'Dumneavoastră',
    ignore: 'Dacă nu ați cerut-o, cineva a introdus adresa dumneavoastră din greșeală; nu va mai veni nimic.',
  },
  ru: {
    subject: 'Ваша беседа: {agent}',
    asked: 'Это беседа, которую вы попросили прислать.',
    you: 'Вы',
    ignore: 'Если вы об этом не просили, кто-то указал ваш адрес по ошибке; больше ничего не придёт.',
  },
  sv: {
    subject: 'Ditt samtal med {agent}',
    asked: 'Här är samtalet som du bad att få skickat till dig.',
    you: 'Du',
    ignore: 'Om du inte bad om det har någon angett din adress av misstag; inget mer kommer.',
  },
  tr: {
    subject: '{agent} ile sohbetiniz',
    asked: 'Size gönderilmesini istediğiniz sohbet aşağıdadır.',
    you: 'Siz',
    ignore: 'Bunu siz istemediyseniz, birisi adresinizi yanlışlıkla girmiştir; başka bir şey gelmeyecek.',
  },
  uk: {
    subject: 'Ваша розмова: {agent}',
    asked: 'Це розмова, яку ви попросили надіслати.',
    you: 'Ви',
    ignore: 'Якщо ви про це не просили, хтось помилково вказав вашу адресу; більше нічого не надійде.',
  },
  vi: {
    subject: 'Cuộc trò chuyện của bạn với {agent}',
    asked: 'Đây là cuộc trò chuyện mà bạn đã yêu cầu gửi cho mình.',
    you: 'Bạn',
    ignore: 'Nếu bạn không yêu cầu, ai đó đã nhập nhầm địa chỉ của bạn; sẽ không có email nào khác.',
  },
  zh: {
    subject: '您与{agent}的对话',
    asked: '这是您要求发送的对话。',
    you: '您',
    ignore: '如果您没有提出此要求，可能是有人误填了您的邮箱地址；之后不会再有邮件。',
  },
}
