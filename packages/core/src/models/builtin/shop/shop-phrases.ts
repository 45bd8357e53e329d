/** What the built-in model says of its own about orders, in one language; the order itself is shown by the shop. */
export interface ShopPhrases {
  /** Asks for number and proof. */
  readonly askOrder: string
  /** Asks for the proof alone, when the number is there. */
  readonly askProof: string
  /** Before the orders. */
  readonly orders: string
  /** The same for an order that does not exist and one that is somebody else's. */
  readonly noOrder: string
  /** The same where the e-mail may find what the number does not. */
  readonly askEmail: string
  /** After one of these, where orders can be seen for some days alone. */
  readonly tooOld: string
  /** A code is mailed, if there is such an order. */
  readonly askCode: string
  /** After that, where the e-mail may find what the number does not. */
  readonly noMail: string
  /** It is not the one, or too old. */
  readonly wrongCode: string
  /** After too many attempts. */
  readonly wait: string
  /** The shop does not answer. */
  readonly unavailable: string
}

const inLanguages: Readonly<Record<string, ShopPhrases>> = {
  en: {
    askOrder: 'Please tell me the order number, and the e-mail, phone number or postcode you ordered with.',
    askProof: 'Which e-mail, phone number or postcode did you order with?',
    orders: 'Here is how it stands:',
    noOrder: 'I find no order with these details. Please check the number and the e-mail, phone number or postcode.',
    askEmail: 'I find no order with these details. Please tell me the e-mail you ordered with, and check the number.',
    tooOld: 'Orders of more than {days} days ago cannot be seen here; please ask our team about those.',
    askCode: 'If there is such an order, a code of six digits was just mailed to its address. Please type it here.',
    noMail: 'If no mail arrives, please tell me the e-mail you ordered with.',
    wrongCode: 'This code is wrong or too old. Please check it, or give me your e-mail again for a new one.',
    wait: 'There were too many attempts. Please try again in an hour, or ask our team.',
    unavailable: 'I cannot look that up in the shop at the moment. Please try again in a few minutes.',
  },
  de: {
    askOrder: 'Bitte nennen Sie mir die Bestellnummer und die E-Mail-Adresse, Telefonnummer oder Postleitzahl der Bestellung.',
    askProof: 'Mit welcher E-Mail-Adresse, Telefonnummer oder Postleitzahl haben Sie bestellt?',
    orders: 'So steht es um die Bestellung:',
    noOrder:
      'Mit diesen Angaben finde ich keine Bestellung. Bitte prüfen Sie die Nummer und die E-Mail-Adresse, Telefonnummer oder Postleitzahl.',
    askEmail:
      'Mit diesen Angaben finde ich keine Bestellung. Bitte nennen Sie mir die E-Mail-Adresse der Bestellung, und prüfen Sie die Nummer.',
    tooOld: 'Bestellungen von vor mehr als {days} Tagen sind hier nicht zu sehen; fragen Sie dazu bitte unser Team.',
    askCode:
      'Wenn es diese Bestellung gibt, ist gerade ein sechsstelliger Code an ihre E-Mail-Adresse gegangen. Bitte geben Sie ihn hier ein.',
    noMail: 'Wenn keine E-Mail ankommt, nennen Sie mir bitte die E-Mail-Adresse der Bestellung.',
    wrongCode:
      'Dieser Code ist falsch oder zu alt. Bitte prüfen Sie ihn, oder nennen Sie mir Ihre E-Mail-Adresse noch einmal für einen neuen.',
    wait: 'Das waren zu viele Versuche. Bitte versuchen Sie es in einer Stunde noch einmal, oder fragen Sie unser Team.',
    unavailable: 'Das kann ich im Shop gerade nicht nachsehen. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  },
  fr: {
    askOrder: 'Indiquez-moi le numéro de commande et l’e-mail, le téléphone ou le code postal utilisé pour commander.',
    askProof: 'Avec quel e-mail, téléphone ou code postal avez-vous commandé ?',
    orders: 'Voici où en est la commande :',
    noOrder: 'Je ne trouve pas de commande avec ces informations. Vérifiez le numéro ainsi que l’e-mail, le téléphone ou le code postal.',
    askEmail: 'Je ne trouve pas de commande avec ces informations. Indiquez-moi l’e-mail utilisé pour commander, et vérifiez le numéro.',
    tooOld: 'Les commandes de plus de {days} jours ne sont pas visibles ici ; adressez-vous pour celles-ci à notre équipe.',
    askCode: 'Si cette commande existe, un code à six chiffres vient d’être envoyé à son adresse e-mail. Saisissez-le ici.',
    noMail: 'Si aucun e-mail n’arrive, indiquez-moi l’e-mail utilisé pour commander.',
    wrongCode: 'Ce code est faux ou trop ancien. Vérifiez-le, ou redonnez-moi votre e-mail pour en recevoir un nouveau.',
    wait: 'Il y a eu trop de tentatives. Réessayez dans une heure ou adressez-vous à notre équipe.',
    unavailable: 'Je ne peux pas le consulter dans la boutique pour le moment. Réessayez dans quelques minutes.',
  },
  es: {
    askOrder: 'Indíqueme el número de pedido y el correo, el teléfono o el código postal con el que hizo el pedido.',
    askProof: '¿Con qué correo, teléfono o código postal hizo el pedido?',
    orders: 'Así está el pedido:',
    noOrder: 'No encuentro ningún pedido con esos datos. Compruebe el número y el correo, el teléfono o el código postal.',
    askEmail: 'No encuentro ningún pedido con esos datos. Indíqueme el correo con el que hizo el pedido y compruebe el número.',
    tooOld: 'Los pedidos de hace más de {days} días no se pueden ver aquí; para esos, pregunte a nuestro equipo.',
    askCode: 'Si existe ese pedido, acabamos de enviar un código de seis cifras a su correo. Escríbalo aquí.',
    noMail: 'Si no llega ningún correo, indíqueme el correo con el que hizo el pedido.',
    wrongCode: 'Ese código no es correcto o ha caducado. Compruébelo, o indíqueme de nuevo su correo para recibir otro.',
    wait: 'Ha habido demasiados intentos. Vuelva a intentarlo dentro de una hora o pregunte a nuestro equipo.',
    unavailable: 'Ahora mismo no puedo consultarlo en la tienda. Inténtelo de nuevo en unos minutos.',
  },
  it: {
    askOrder: 'Mi indichi il numero d’ordine e l’e-mail, il telefono o il CAP usati per ordinare.',
    askProof: 'Con quale e-mail, telefono o CAP ha ordinato?',
    orders: 'Ecco lo stato dell’ordine:',
    noOrder: 'Non trovo nessun ordine con questi dati. Controlli il numero e l’e-mail, il telefono o il CAP.',
    askEmail: 'Non trovo nessun ordine con questi dati. Mi indichi l’e-mail usata per ordinare e controlli il numero.',
    tooOld: 'Gli ordini di oltre {days} giorni fa non sono visibili qui; per quelli chieda al nostro team.',
    askCode: 'Se l’ordine esiste, un codice di sei cifre è appena stato inviato alla sua e-mail. Lo scriva qui.',
    noMail: 'Se non arriva nessuna e-mail, mi indichi l’e-mail usata per ordinare.',
    wrongCode: 'Questo codice è errato o scaduto. Lo controlli, oppure mi dia di nuovo la sua e-mail per riceverne uno nuovo.',
    wait: 'Ci sono stati troppi tentativi. Riprovi tra un’ora o chieda al nostro team.',
    unavailable: 'Al momento non posso verificarlo nel negozio. Riprovi tra qualche minuto.',
  },
  pt: {
    askOrder: 'Indique o número da encomenda e o e-mail, o telefone ou o código postal usado na compra.',
    askProof: 'Com que e-mail, telefone ou código postal fez a encomenda?',
    orders: 'Eis o estado da encomenda:',
    noOrder: 'Não encontro nenhuma encomenda com esses dados. Verifique o número e o e-mail, o telefone ou o código postal.',
    askEmail: 'Não encontro nenhuma encomenda com esses dados. Indique o e-mail usado na compra e verifique o número.',
    tooOld: 'As encomendas com mais de {days} dias não podem ser vistas aqui; para essas, fale com a nossa equipa.',
    askCode: 'Se essa encomenda existir, acabou de ser enviado um código de seis dígitos para o respetivo e-mail. Escreva-o aqui.',
    noMail: 'Se não chegar nenhum e-mail, indique o e-mail usado na compra.',
    wrongCode: 'Este código está errado ou expirou. Verifique-o, ou indique de novo o seu e-mail para receber outro.',
    wait: 'Houve demasiadas tentativas. Tente de novo daqui a uma hora ou fale com a nossa equipa.',
    unavailable: 'Neste momento não consigo consultar isso na loja. Tente de novo dentro de alguns minutos.',
  },
  nl: {
    askOrder: 'Geef mij het bestelnummer en het e-mailadres, telefoonnummer of de postcode van de bestelling.',
    askProof: 'Met welk e-mailadres, telefoonnummer of welke postcode heeft u besteld?',
    orders: 'Zo staat het met de bestelling:',
    noOrder: 'Met deze gegevens vind ik geen bestelling. Controleer het nummer en het e-mailadres, telefoonnummer of de postcode.',
    askEmail: 'Met deze gegevens vind ik geen bestelling. Geef mij het e-mailadres van de bestelling en controleer het nummer.',
    tooOld: 'Bestellingen van meer dan {days} dagen geleden zijn hier niet te zien; vraag daarvoor ons team.',
    askCode: 'Als deze bestelling bestaat, is er zojuist een code van zes cijfers naar het e-mailadres ervan gestuurd. Typ die hier.',
    noMail: 'Komt er geen e-mail aan, geef mij dan het e-mailadres van de bestelling.',
    wrongCode: 'Deze code is onjuist of te oud. Controleer hem, of geef uw e-mailadres nog eens voor een nieuwe.',
    wait: 'Dat waren te veel pogingen. Probeer het over een uur opnieuw of vraag het ons team.',
    unavailable: 'Ik kan dat op dit moment niet in de winkel nakijken. Probeer het over een paar minuten opnieuw.',
  },
  pl: {
    askOrder: 'Proszę podać numer zamówienia oraz e-mail, telefon lub kod pocztowy użyty przy zamówieniu.',
    askProof: 'Jaki e-mail, telefon lub kod pocztowy podano przy zamówieniu?',
    orders: 'Stan zamówienia:',
    noOrder: 'Nie znajduję zamówienia z tymi danymi. Proszę sprawdzić numer oraz e-mail, telefon lub kod pocztowy.',
    askEmail: 'Nie znajduję zamówienia z tymi danymi. Proszę podać e-mail użyty przy zamówieniu i sprawdzić numer.',
    tooOld: 'Zamówień sprzed ponad {days} dni nie można tu zobaczyć; w ich sprawie proszę zapytać nasz zespół.',
    askCode: 'Jeśli takie zamówienie istnieje, na jego adres e-mail wysłano właśnie sześciocyfrowy kod. Proszę go tu wpisać.',
    noMail: 'Jeśli wiadomość nie nadejdzie, proszę podać e-mail użyty przy zamówieniu.',
    wrongCode: 'Ten kod jest błędny lub nieaktualny. Proszę go sprawdzić albo jeszcze raz podać e-mail, aby otrzymać nowy.',
    wait: 'Było zbyt wiele prób. Proszę spróbować za godzinę lub zapytać nasz zespół.',
    unavailable: 'W tej chwili nie mogę tego sprawdzić w sklepie. Proszę spróbować za kilka minut.',
  },
  sv: {
    askOrder: 'Ange ordernumret och den e-post, det telefonnummer eller postnummer du beställde med.',
    askProof: 'Vilken e-post, vilket telefonnummer eller postnummer beställde du med?',
    orders: 'Så här ligger beställningen till:',
    noOrder: 'Jag hittar ingen beställning med de uppgifterna. Kontrollera numret och e-posten, telefonnumret eller postnumret.',
    askEmail: 'Jag hittar ingen beställning med de uppgifterna. Ange den e-post du beställde med och kontrollera numret.',
    tooOld: 'Beställningar som är äldre än {days} dagar syns inte här; fråga vårt team om dem.',
    askCode: 'Om beställningen finns har en sexsiffrig kod just skickats till dess e-postadress. Skriv den här.',
    noMail: 'Om det inte kommer någon e-post, ange den e-post du beställde med.',
    wrongCode: 'Koden är fel eller för gammal. Kontrollera den, eller ange din e-post igen för en ny.',
    wait: 'Det blev för många försök. Försök igen om en timme eller fråga vårt team.',
    unavailable: 'Jag kan inte se det i butiken just nu. Försök igen om några minuter.',
  },
  da: {
    askOrder: 'Oplys ordrenummeret og den e-mail, det telefonnummer eller postnummer, du bestilte med.',
    askProof: 'Hvilken e-mail, hvilket telefonnummer eller postnummer bestilte du med?',
    orders: 'Sådan står det til med ordren:',
    noOrder: 'Jeg finder ingen ordre med de oplysninger. Tjek nummeret og e-mailen, telefonnummeret eller postnummeret.',
    askEmail: 'Jeg finder ingen ordre med de oplysninger. Oplys den e-mail, du bestilte med, og tjek nummeret.',
    tooOld: 'Ordrer, der er mere end {days} dage gamle, kan ikke ses her; spørg vores team om dem.',
    askCode: 'Hvis ordren findes, er en sekscifret kode netop sendt til dens e-mail. Skriv den her.',
    noMail: 'Kommer der ingen e-mail, så oplys den e-mail, du bestilte med.',
    wrongCode: 'Koden er forkert eller for gammel. Tjek den, eller oplys din e-mail igen for at få en ny.',
    wait: 'Der har været for mange forsøg. Prøv igen om en time, eller spørg vores team.',
    unavailable: 'Jeg kan ikke slå det op i butikken lige nu. Prøv igen om et par minutter.',
  },
  no: {
    askOrder: 'Oppgi ordrenummeret og e-posten, telefonnummeret eller postnummeret du bestilte med.',
    askProof: 'Hvilken e-post, hvilket telefonnummer eller postnummer bestilte du med?',
    orders: 'Slik står det til med bestillingen:',
    noOrder: 'Jeg finner ingen bestilling med disse opplysningene. Sjekk nummeret og e-posten, telefonnummeret eller postnummeret.',
    askEmail: 'Jeg finner ingen bestilling med disse opplysningene. Oppgi e-posten du bestilte med, og sjekk nummeret.',
    tooOld: 'Bestillinger som er eldre enn {days} dager, vises ikke her; spør teamet vårt om dem.',
    askCode: 'Hvis bestillingen finnes, er en sekssifret kode nettopp sendt til e-posten dens. Skriv den her.',
    noMail: 'Kommer det ingen e-post, oppgi e-posten du bestilte med.',
    wrongCode: 'Koden er feil eller for gammel. Sjekk den, eller oppgi e-posten din igjen for å få en ny.',
    wait: 'Det ble for mange forsøk. Prøv igjen om en time, eller spør teamet vårt.',
    unavailable: 'Jeg kan ikke slå det opp i butikken akkurat nå. Prøv igjen om noen minutter.',
  },
  fi: {
    askOrder: 'Kerro tilausnumero sekä sähköposti, puhelinnumero tai postinumero, jolla tilasit.',
    askProof: 'Millä sähköpostilla, puhelinnumerolla tai postinumerolla tilasit?',
    orders: 'Tilauksen tilanne:',
    noOrder: 'En löydä tilausta näillä tiedoilla. Tarkista numero ja sähköposti, puhelinnumero tai postinumero.',
    askEmail: 'En löydä tilausta näillä tiedoilla. Kerro sähköposti, jolla tilasit, ja tarkista numero.',
    tooOld: 'Yli {days} päivää vanhat tilaukset eivät näy täällä; kysy niistä tiimiltämme.',
    askCode: 'Jos tilaus on olemassa, sen sähköpostiin lähetettiin juuri kuusinumeroinen koodi. Kirjoita se tähän.',
    noMail: 'Jos sähköpostia ei tule, kerro sähköposti, jolla tilasit.',
    wrongCode: 'Koodi on väärä tai vanhentunut. Tarkista se tai anna sähköpostisi uudelleen, niin saat uuden.',
    wait: 'Yrityksiä oli liikaa. Yritä uudelleen tunnin kuluttua tai kysy tiimiltämme.',
    unavailable: 'En voi juuri nyt tarkistaa sitä kaupasta. Yritä uudelleen muutaman minuutin kuluttua.',
  },
  tr: {
    askOrder: 'Lütfen sipariş numarasını ve sipariş verirken kullandığınız e-postayı, telefonu veya posta kodunu yazın.',
    askProof: 'Siparişi hangi e-posta, telefon veya posta kodu ile verdiniz?',
    orders: 'Siparişin durumu:',
    noOrder: 'Bu bilgilerle bir sipariş bulamıyorum. Lütfen numarayı ve e-postayı, telefonu veya posta kodunu kontrol edin.',
    askEmail: 'Bu bilgilerle bir sipariş bulamıyorum. Lütfen sipariş verirken kullandığınız e-postayı yazın ve numarayı kontrol edin.',
    tooOld: '{days} günden eski siparişler burada görülemez; bunlar için lütfen ekibimize sorun.',
    askCode: 'Böyle bir sipariş varsa, e-posta adresine az önce altı haneli bir kod gönderildi. Lütfen buraya yazın.',
    noMail: 'E-posta gelmezse, lütfen sipariş verirken kullandığınız e-postayı yazın.',
    wrongCode: 'Bu kod yanlış veya süresi dolmuş. Lütfen kontrol edin ya da yenisi için e-postanızı tekrar yazın.',
    wait: 'Çok fazla deneme yapıldı. Lütfen bir saat sonra yeniden deneyin veya ekibimize sorun.',
    unavailable: 'Şu anda mağazada buna bakamıyorum. Lütfen birkaç dakika sonra yeniden deneyin.',
  },
  cs: {
    askOrder: 'Napište mi prosím číslo objednávky a e-mail, telefon nebo PSČ, se kterým jste objednávali.',
    askProof: 'S jakým e-mailem, telefonem nebo PSČ jste objednávali?',
    orders: 'Stav objednávky:',
    noOrder: 'S těmito údaji žádnou objednávku nenacházím. Zkontrolujte prosím číslo a e-mail, telefon nebo PSČ.',
    askEmail: 'S těmito údaji žádnou objednávku nenacházím. Napište mi prosím e-mail, se kterým jste objednávali, a zkontrolujte číslo.',
    tooOld: 'Objednávky starší než {days} dní tu nejsou vidět; na ty se prosím zeptejte našeho týmu.',
    askCode: 'Pokud taková objednávka existuje, byl na její e-mail právě odeslán šestimístný kód. Napište ho prosím sem.',
    noMail: 'Pokud žádný e-mail nepřijde, napište mi prosím e-mail, se kterým jste objednávali.',
    wrongCode: 'Tento kód je chybný nebo už neplatí. Zkontrolujte ho prosím, nebo znovu napište svůj e-mail a pošleme nový.',
    wait: 'Pokusů bylo příliš mnoho. Zkuste to prosím za hodinu, nebo se zeptejte našeho týmu.',
    unavailable: 'V obchodě to teď nemohu ověřit. Zkuste to prosím za několik minut.',
  },
  ru: {
    askOrder: 'Назовите номер заказа и e-mail, телефон или почтовый индекс, указанный при заказе.',
    askProof: 'Какой e-mail, телефон или индекс указан в заказе?',
    orders: 'Состояние заказа:',
    noOrder: 'Заказ с такими данными не найден. Проверьте номер и e-mail, телефон или индекс.',
    askEmail: 'Заказ с такими данными не найден. Назовите e-mail, указанный при заказе, и проверьте номер.',
    tooOld: 'Заказы старше {days} дней здесь не видны; о них спросите, пожалуйста, наших сотрудников.',
    askCode: 'Если такой заказ есть, на его e-mail только что отправлен код из шести цифр. Введите его здесь.',
    noMail: 'Если письмо не придёт, назовите e-mail, указанный при заказе.',
    wrongCode: 'Этот код неверен или устарел. Проверьте его или назовите свой e-mail ещё раз, чтобы получить новый.',
    wait: 'Слишком много попыток. Попробуйте через час или обратитесь к нашим сотрудникам.',
    unavailable: 'Сейчас я не могу посмотреть это в магазине. Попробуйте через несколько минут.',
  },
  ja: {
    askOrder: 'ご注文番号と、ご注文時のメールアドレス、電話番号または郵便番号をお知らせください。',
    askProof: 'ご注文時のメールアドレス、電話番号または郵便番号をお知らせください。',
    orders: 'ご注文の状況です。',
    noOrder: 'その内容のご注文は見つかりません。番号と、メールアドレス、電話番号または郵便番号をご確認ください。',
    askEmail: 'その内容のご注文は見つかりません。ご注文時のメールアドレスをお知らせいただき、番号もご確認ください。',
    tooOld: '{days}日より前のご注文はこちらでは確認できません。それについてはスタッフにお尋ねください。',
    askCode: '該当するご注文がある場合、そのメールアドレスに6桁のコードをお送りしました。こちらにご入力ください。',
    noMail: 'メールが届かない場合は、ご注文時のメールアドレスをお知らせください。',
    wrongCode: 'コードが正しくないか、期限が切れています。ご確認いただくか、新しいコードのためにメールアドレスをもう一度お知らせください。',
    wait: '試行回数が多すぎます。1時間後にもう一度お試しいただくか、スタッフにお尋ねください。',
    unavailable: '現在ショップで確認できません。数分後にもう一度お試しください。',
  },
  zh: {
    askOrder: '请告诉我订单号，以及下单时使用的邮箱、电话或邮编。',
    askProof: '您下单时使用的邮箱、电话或邮编是什么？',
    orders: '订单状态如下：',
    noOrder: '没有找到符合这些信息的订单。请核对订单号以及邮箱、电话或邮编。',
    askEmail: '没有找到符合这些信息的订单。请告诉我下单时使用的邮箱，并核对订单号。',
    tooOld: '此处无法查看超过 {days} 天的订单；如需查询，请联系我们的工作人员。',
    askCode: '如果有该订单，六位数的验证码刚刚已发送到其邮箱。请在此输入。',
    noMail: '如果没有收到邮件，请告诉我下单时使用的邮箱。',
    wrongCode: '验证码错误或已过期。请核对，或再次告诉我您的邮箱以获取新的验证码。',
    wait: '尝试次数过多。请一小时后再试，或联系我们的工作人员。',
    unavailable: '目前无法在店铺中查询。请几分钟后再试。',
  },
}

const english = inLanguages.en as ShopPhrases

/** The phrases of a BCP 47 language; English where there are none. */
export function shopPhrasesFor(language: string | null): ShopPhrases {
  const primary = language?.toLowerCase().split(/[-_]/)[0] ?? 'en'
  return inLanguages[primary === 'nb' || primary === 'nn' ? 'no' : primary] ?? english
}

const all = Object.values(inLanguages)
const asking = all.flatMap(({ askOrder, askProof, noOrder, askEmail, askCode, wrongCode }) => [
  ...[askOrder, askProof, noOrder, askEmail, askCode, wrongCode],
])
const askingForCode = all.flatMap(({ askCode, wrongCode }) => [askCode, wrongCode])

/** Whether an answer asked for details of an order, so that what follows holds them. */
export const asksForOrder = (answer: string): boolean => begins(answer, asking)

/** Whether an answer asked for a code that was mailed. */
export const asksForCode = (answer: string): boolean => begins(answer, askingForCode)

/** What is said of old orders comes after it. */
const begins = (answer: string, phrases: readonly string[]) => phrases.some(phrase => answer.trimStart().startsWith(phrase))
