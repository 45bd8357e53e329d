import type { InEveryLanguage } from '../../languages/languages.ts'

/** What a mail with a code says; `{time}` is how long it is good for. */
export interface CodeWords {
  readonly subject: string
  readonly asked: string
  readonly code: string
  readonly use: string
  /** To somebody who did not ask for it. */
  readonly ignore: string
}

export const codeWords: InEveryLanguage<CodeWords> = {
  en: {
    subject: 'Your code for the chat of {company}',
    asked: 'Somebody, probably you, asks in the chat of {company} for something that belongs to this address, such as an order.',
    code: 'Your code is {code}',
    use: 'Type it into the chat. It is good for {time}, and once.',
    ignore: 'If it was not you, do nothing, and give the code to nobody: without it nothing is shown.',
  },
  ar: {
    subject: 'رمزك لدردشة {company}',
    asked: 'طلب شخص ما، وهو أنت على الأرجح، في دردشة {company} شيئًا مرتبطًا بهذا العنوان، مثل طلب شراء.',
    code: 'رمزك هو {code}',
    use: 'اكتبه في الدردشة. الرمز صالح لمدة {time} ولمرة واحدة فقط.',
    ignore: 'إذا لم تكن أنت من طلبه، فلا تفعل شيئًا ولا تعطِ الرمز لأحد: فبدونه لا يُعرض شيء.',
  },
  cs: {
    subject: 'Váš kód pro chat {company}',
    asked: 'Někdo, pravděpodobně vy, žádá v chatu {company} o něco, co patří k této adrese, například o objednávku.',
    code: 'Váš kód je {code}',
    use: 'Zadejte ho v chatu. Platí {time} a lze ho použít jen jednou.',
    ignore: 'Pokud jste to nebyli vy, nedělejte nic a kód nikomu nedávejte: bez něj se nic nezobrazí.',
  },
  da: {
    subject: 'Din kode til chatten hos {company}',
    asked: 'Nogen, sandsynligvis dig, beder i chatten hos {company} om noget, der hører til denne adresse, for eksempel en ordre.',
    code: 'Din kode er {code}',
    use: 'Skriv den i chatten. Den gælder i {time} og kun én gang.',
    ignore: 'Hvis det ikke var dig, skal du ikke gøre noget og ikke give koden til nogen: Uden den bliver intet vist.',
  },
  de: {
    subject: 'Ihr Code für den Chat von {company}',
    asked:
      'Jemand, vermutlich Sie selbst, fragt im Chat von {company} nach etwas, das zu dieser Adresse gehört, zum Beispiel nach einer Bestellung.',
    code: 'Ihr Code lautet {code}',
    use: 'Geben Sie ihn im Chat ein. Er gilt {time} lang und nur einmal.',
    ignore: 'Wenn Sie es nicht waren, tun Sie nichts und geben Sie den Code niemandem: Ohne ihn wird nichts gezeigt.',
  },
  es: {
    subject: 'Su código para el chat de {company}',
    asked: 'Alguien, probablemente usted, pide en el chat de {company} algo que pertenece a esta dirección, por ejemplo un pedido.',
    code: 'Su código es {code}',
    use: 'Escríbalo en el chat. Es válido durante {time} y una sola vez.',
    ignore: 'Si no fue usted, no haga nada y no dé el código a nadie: sin él no se muestra nada.',
  },
  fi: {
    subject: 'Koodisi chattiin: {company}',
    asked: 'Joku, luultavasti sinä, pyytää chatissa ({company}) jotain tähän osoitteeseen liittyvää, esimerkiksi tilauksen tietoja.',
    code: 'Koodisi on {code}',
    use: 'Kirjoita se chattiin. Se on voimassa {time} ja kelpaa vain kerran.',
    ignore: 'Jos pyyntö ei ollut sinun, älä tee mitään äläkä anna koodia kenellekään: ilman sitä mitään ei näytetä.',
  },
  fr: {
    subject: 'Votre code pour le chat de {company}',
    asked:
      'Quelqu’un, probablement vous, demande dans le chat de {company} quelque chose qui est lié à cette adresse, par exemple une commande.',
    code: 'Votre code est {code}',
    use: 'Saisissez-le dans le chat. Il est valable {time} et une seule fois.',
    ignore: 'Si ce n’était pas vous, ne faites rien et ne donnez le code à personne : sans lui, rien n’est affiché.',
  },
  he: {
    subject: 'הקוד שלכם לצ׳אט של {company}',
    asked: 'מישהו, כנראה אתם, מבקש בצ׳אט של {company} משהו ששייך לכתובת הזאת, למשל הזמנה.',
    code: 'הקוד שלכם הוא {code}',
    use: 'הקלידו אותו בצ׳אט. הוא תקף למשך {time} ולשימוש אחד בלבד.',
    ignore: 'אם לא אתם ביקשתם, אל תעשו דבר ואל תתנו את הקוד לאיש: בלעדיו לא יוצג דבר.',
  },
  hi: {
    subject: '{company} की चैट के लिए आपका कोड',
    asked: '{company} की चैट में कोई, शायद आप, इस पते से जुड़ी कोई चीज़ माँग रहा है, जैसे कोई ऑर्डर।',
    code: 'आपका कोड है {code}',
    use: 'इसे चैट में लिखें। यह {time} तक और केवल एक बार मान्य है।',
    ignore: 'अगर यह आपने नहीं माँगा, तो कुछ न करें और कोड किसी को न दें: इसके बिना कुछ नहीं दिखाया जाता।',
  },
  id: {
    subject: 'Kode Anda untuk chat {company}',
    asked: 'Seseorang, mungkin Anda, meminta sesuatu di chat {company} yang terkait dengan alamat ini, misalnya pesanan.',
    code: 'Kode Anda adalah {code}',
    use: 'Ketik kode ini di chat. Kode berlaku selama {time} dan hanya sekali.',
    ignore: 'Jika itu bukan Anda, abaikan saja dan jangan berikan kode ini kepada siapa pun: tanpa kode ini, tidak ada yang ditampilkan.',
  },
  it: {
    subject: 'Il suo codice per la chat di {company}',
    asked: 'Qualcuno, probabilmente lei, chiede nella chat di {company} qualcosa che riguarda questo indirizzo, per esempio un ordine.',
    code: 'Il suo codice è {code}',
    use: 'Lo scriva nella chat. È valido per {time} e una sola volta.',
    ignore: 'Se non è stato lei, non faccia nulla e non dia il codice a nessuno: senza di esso non viene mostrato nulla.',
  },
  ja: {
    subject: '{company}のチャットの確認コード',
    asked: '{company}のチャットで、どなたか（おそらくお客様ご自身）が、このメールアドレスに関する情報（ご注文など）を求めています。',
    code: 'コードは {code} です',
    use: 'チャットに入力してください。有効期限は{time}で、1回だけ使えます。',
    ignore: 'お心当たりがない場合は、何もせず、コードを誰にも教えないでください。コードがなければ何も表示されません。',
  },
  ko: {
    subject: '{company} 채팅용 코드',
    asked: '누군가(아마도 고객님)가 {company} 채팅에서 이 주소와 관련된 정보(예: 주문)를 요청하고 있습니다.',
    code: '코드는 {code}입니다',
    use: '채팅에 입력해 주세요. {time} 동안 한 번만 사용할 수 있습니다.',
    ignore: '요청하신 적이 없다면 아무것도 하지 마시고 코드를 누구에게도 알려 주지 마세요. 코드가 없으면 아무것도 표시되지 않습니다.',
  },
  nl: {
    subject: 'Uw code voor de chat van {company}',
    asked: 'Iemand, waarschijnlijk u, vraagt in de chat van {company} naar iets dat bij dit adres hoort, bijvoorbeeld een bestelling.',
    code: 'Uw code is {code}',
    use: 'Typ die in de chat. De code is {time} geldig en kan één keer worden gebruikt.',
    ignore: 'Was u het niet, doe dan niets en geef de code aan niemand: zonder code wordt er niets getoond.',
  },
  pl: {
    subject: 'Twój kod do czatu {company}',
    asked: 'Ktoś, prawdopodobnie Ty, pyta na czacie {company} o coś, co jest związane z tym adresem, na przykład o zamówienie.',
    code: 'Twój kod to {code}',
    use: 'Wpisz go na czacie. Jest ważny przez {time} i tylko raz.',
    ignore: 'Jeśli to nie Ty, nie rób nic i nikomu nie podawaj kodu: bez niego nic nie zostanie pokazane.',
  },
  pt: {
    subject: 'Seu código para o chat de {company}',
    asked: 'Alguém, provavelmente você, está pedindo no chat de {company} algo ligado a este endereço, como um pedido.',
    code: 'Seu código é {code}',
    use: 'Digite-o no chat. Ele vale por {time} e uma única vez.',
    ignore: 'Se não foi você, não faça nada e não dê o código a ninguém: sem ele, nada é mostrado.',
  },
  ro: {
    subject: 'Codul dumneavoastră pentru chatul {company}',
    asked: 'Cineva, probabil dumneavoastră, cere în chatul {company} ceva ce ține de această adresă, de exemplu o comandă.',
    code: 'Codul dumneavoastră este {code}',
    use: 'Scrieți-l în chat. Este valabil {time} și o singură dată.',
    ignore: 'Dacă nu ați fost dumneavoastră, nu faceți nimic și nu dați codul nimănui: fără el nu se afișează nimic.',
  },
  ru: {
    subject: 'Ваш код для чата {company}',
    asked: 'Кто-то, вероятно вы, запрашивает в чате {company} то, что относится к этому адресу, например заказ.',
    code: 'Ваш код: {code}',
    use: 'Введите его в чате. Он действует {time} и только один раз.',
    ignore: 'Если это были не вы, ничего не делайте и никому не сообщайте код: без него ничего не показывается.',
  },
  sv: {
    subject: 'Din kod för chatten hos {company}',
    asked: 'Någon, troligen du, frågar i chatten hos {company} efter något som hör till den här adressen, till exempel en beställning.',
    code: 'Din kod är {code}',
    use: 'Skriv den i chatten. Den gäller i {time} och bara en gång.',
    ignore: 'Om det inte var du, gör ingenting och ge inte koden till någon: utan den visas ingenting.',
  },
  tr: {
    subject: '{company} sohbeti için kodunuz',
    asked: '{company} sohbetinde birisi, muhtemelen siz, bu adrese ait bir şey istiyor; örneğin bir sipariş.',
    code: 'Kodunuz: {code}',
    use: 'Kodu sohbete yazın. Kod {time} boyunca ve yalnızca bir kez geçerlidir.',
    ignore: 'Bu kişi siz değilseniz hiçbir şey yapmayın ve kodu kimseye vermeyin: kod olmadan hiçbir şey gösterilmez.',
  },
  uk: {
    subject: 'Ваш код для чату {company}',
    asked: 'Хтось, імовірно ви, запитує в чаті {company} те, що стосується цієї адреси, наприклад замовлення.',
    code: 'Ваш код: {code}',
    use: 'Введіть його в чаті. Він дійсний {time} і лише один раз.',
    ignore: 'Якщо це були не ви, нічого не робіть і нікому не повідомляйте код: без нього нічого не буде показано.',
  },
  vi: {
    subject: 'Mã của bạn cho cuộc trò chuyện với {company}',
    asked: 'Ai đó, có lẽ là bạn, đang hỏi trong cuộc trò chuyện với {company} về một thông tin gắn với địa chỉ này, ví dụ một đơn hàng.',
    code: 'Mã của bạn là {code}',
    use: 'Hãy nhập mã vào cuộc trò chuyện. Mã có hiệu lực trong {time} và chỉ dùng được một lần.',
    ignore: 'Nếu không phải là bạn, đừng làm gì cả và đừng đưa mã cho bất kỳ ai: không có mã thì không thông tin nào được hiển thị.',
  },
  zh: {
    subject: '您在{company}聊天中的验证码',
    asked: '有人（很可能是您本人）正在{company}的聊天中查询与此邮箱地址相关的信息，例如订单。',
    code: '您的验证码是 {code}',
    use: '请在聊天中输入验证码。验证码在{time}内有效，且只能使用一次。',
    ignore: '如果不是您本人操作，请不要理会，也不要把验证码告诉任何人：没有验证码，不会显示任何信息。',
  },
}
