/** What shops say of orders and parcels, in English; the columns of `words` are in this order. */
const english =
  'waiting for payment|on hold|being prepared|payment failed|completed|cancelled|refunded|paid|payment reserved|partly paid|partly refunded|payment cancelled|payment expired|partly fulfilled|fulfilled|in transit|out for delivery|delivered|ready for pickup|attempted delivery|picked up|delayed'

/** By the ISO 639-1 code of the language. */
const words: Readonly<Record<string, string>> = {
  ar: 'بانتظار الدفع|معلّق|قيد التحضير|فشل الدفع|مكتمل|ملغى|تم رد المبلغ|مدفوع|المبلغ محجوز|مدفوع جزئيًا|تم رد جزء من المبلغ|أُلغي الدفع|انتهت مهلة الدفع|شُحن جزئيًا|تم الشحن|في الطريق|خرج للتوصيل|تم التوصيل|جاهز للاستلام|تمت محاولة التوصيل|تم الاستلام|متأخر',
  cs: 'čeká na platbu|pozastaveno|připravuje se|platba selhala|dokončeno|zrušeno|peníze vráceny|zaplaceno|platba rezervována|částečně zaplaceno|částečně vráceno|platba zrušena|platba vypršela|částečně odesláno|vyřízeno|na cestě|předáno k doručení|doručeno|připraveno k vyzvednutí|pokus o doručení|vyzvednuto|zpožděno',
  da: 'afventer betaling|i bero|klargøres|betaling mislykkedes|gennemført|annulleret|refunderet|betalt|betaling reserveret|delvist betalt|delvist refunderet|betaling annulleret|betaling udløbet|delvist afsendt|ekspederet|på vej|ude til levering|leveret|klar til afhentning|forsøgt leveret|afhentet|forsinket',
  de: 'wartet auf Zahlung|angehalten|wird vorbereitet|Zahlung fehlgeschlagen|abgeschlossen|storniert|erstattet|bezahlt|Zahlung reserviert|teilweise bezahlt|teilweise erstattet|Zahlung storniert|Zahlung verfallen|teilweise versandt|ausgeführt|unterwegs|in Zustellung|zugestellt|abholbereit|Zustellung versucht|abgeholt|verspätet',
  es: 'pendiente de pago|en espera|en preparación|pago fallido|completado|cancelado|reembolsado|pagado|pago reservado|pagado en parte|reembolsado en parte|pago anulado|pago caducado|enviado en parte|preparado|en camino|en reparto|entregado|listo para recoger|intento de entrega|recogido|con retraso',
  fi: 'odottaa maksua|pidossa|valmistellaan|maksu epäonnistui|valmis|peruttu|hyvitetty|maksettu|maksu varattu|osittain maksettu|osittain hyvitetty|maksu peruttu|maksu vanhentunut|osittain toimitettu|käsitelty|matkalla|jakelussa|toimitettu perille|noudettavissa|toimitusta yritetty|noudettu|myöhässä',
  fr: 'en attente de paiement|en attente|en préparation|paiement échoué|terminée|annulée|remboursée|payée|paiement réservé|payée en partie|remboursée en partie|paiement annulé|paiement expiré|expédiée en partie|traitée|en transit|en cours de livraison|livrée|prête à être retirée|tentative de livraison|retirée|retardée',
  he: 'ממתין לתשלום|בהמתנה|בהכנה|התשלום נכשל|הושלם|בוטל|הוחזר הכסף|שולם|התשלום שוריין|שולם חלקית|הוחזר חלק מהכסף|התשלום בוטל|תוקף התשלום פג|נשלח חלקית|טופל|בדרך|יצא למסירה|נמסר|מוכן לאיסוף|נעשה ניסיון מסירה|נאסף|מתעכב',
  hi: 'भुगतान की प्रतीक्षा|रोका गया|तैयार हो रहा है|भुगतान विफल|पूरा हुआ|रद्द|पैसे लौटाए गए|भुगतान हो गया|भुगतान आरक्षित|आंशिक भुगतान|आंशिक रिफ़ंड|भुगतान रद्द|भुगतान की समय-सीमा बीती|आंशिक रूप से भेजा गया|भेजने की प्रक्रिया पूरी|रास्ते में|डिलीवरी के लिए निकला|डिलीवर हो गया|लेने के लिए तैयार|डिलीवरी की कोशिश हुई|ले लिया गया|देरी',
  id: 'menunggu pembayaran|ditahan|sedang disiapkan|pembayaran gagal|selesai|dibatalkan|dana dikembalikan|dibayar|pembayaran dicadangkan|dibayar sebagian|dana dikembalikan sebagian|pembayaran dibatalkan|pembayaran kedaluwarsa|dikirim sebagian|diproses|dalam perjalanan|sedang diantar|terkirim|siap diambil|pengantaran dicoba|sudah diambil|tertunda',
  it: 'in attesa di pagamento|in sospeso|in preparazione|pagamento non riuscito|completato|annullato|rimborsato|pagato|pagamento riservato|pagato in parte|rimborsato in parte|pagamento annullato|pagamento scaduto|spedito in parte|evaso|in transito|in consegna|consegnato|pronto per il ritiro|tentata consegna|ritirato|in ritardo',
  ja: 'お支払い待ち|保留中|準備中|お支払い失敗|完了|キャンセル済み|返金済み|支払い済み|お支払い枠確保済み|一部支払い済み|一部返金済み|お支払い取消済み|お支払い期限切れ|一部発送手続き済み|発送手続き済み|輸送中|配達中|配達済み|受け取り可能|配達を試みました|受け取り済み|遅延',
  ko: '결제 대기|보류 중|준비 중|결제 실패|완료|취소됨|환불됨|결제 완료|결제 승인됨|일부 결제됨|일부 환불됨|결제 취소됨|결제 만료됨|일부 처리됨|처리 완료|배송 중|배달 중|배송 완료|수령 준비 완료|배송 시도됨|수령 완료|지연됨',
  nl: 'wacht op betaling|in de wacht|wordt voorbereid|betaling mislukt|voltooid|geannuleerd|terugbetaald|betaald|betaling gereserveerd|deels betaald|deels terugbetaald|betaling geannuleerd|betaling verlopen|deels verwerkt|verwerkt|onderweg|wordt bezorgd|bezorgd|klaar om af te halen|bezorging geprobeerd|afgehaald|vertraagd',
  pl: 'oczekuje na płatność|wstrzymane|w przygotowaniu|płatność nieudana|zakończone|anulowane|zwrócono pieniądze|opłacone|płatność zarezerwowana|częściowo opłacone|częściowo zwrócono|płatność anulowana|płatność wygasła|częściowo zrealizowane|zrealizowane|w drodze|wydane do doręczenia|doręczone|gotowe do odbioru|próba doręczenia|odebrane|opóźnione',
  pt: 'aguardando pagamento|em espera|em preparação|pagamento falhou|concluído|cancelado|reembolsado|pago|pagamento reservado|pago em parte|reembolsado em parte|pagamento cancelado|pagamento expirado|enviado em parte|processado|em trânsito|saiu para entrega|entregue|pronto para retirada|tentativa de entrega|retirado|atrasado',
  ro: 'în așteptarea plății|în așteptare|în pregătire|plată eșuată|finalizată|anulată|rambursată|plătită|plată rezervată|plătită parțial|rambursată parțial|plată anulată|plată expirată|expediată parțial|procesată|în tranzit|în curs de livrare|livrată|gata de ridicare|livrare încercată|ridicată|întârziată',
  ru: 'ожидает оплаты|приостановлен|готовится|оплата не прошла|выполнен|отменён|деньги возвращены|оплачен|сумма зарезервирована|оплачен частично|деньги возвращены частично|оплата отменена|срок оплаты истёк|отправлен частично|обработан|в пути|передан курьеру|доставлен|готов к выдаче|была попытка доставки|получен|задерживается',
  sv: 'väntar på betalning|pausad|förbereds|betalningen misslyckades|slutförd|avbruten|återbetald|betald|betalning reserverad|delvis betald|delvis återbetald|betalning avbruten|betalning förfallen|delvis skickad|expedierad|på väg|ute för leverans|levererad|klar att hämtas|leveransförsök gjort|hämtad|försenad',
  tr: 'ödeme bekleniyor|beklemede|hazırlanıyor|ödeme başarısız|tamamlandı|iptal edildi|iade edildi|ödendi|ödeme ayrıldı|kısmen ödendi|kısmen iade edildi|ödeme iptal edildi|ödeme süresi doldu|kısmen gönderildi|işlendi|yolda|dağıtıma çıktı|teslim edildi|teslim almaya hazır|teslimat denendi|teslim alındı|gecikti',
  uk: 'очікує оплати|призупинено|готується|оплата не пройшла|виконано|скасовано|кошти повернено|оплачено|суму зарезервовано|оплачено частково|кошти повернено частково|оплату скасовано|термін оплати минув|відправлено частково|оброблено|у дорозі|передано кур’єру|доставлено|готово до видачі|була спроба доставки|отримано|затримується',
  vi: 'chờ thanh toán|tạm giữ|đang chuẩn bị|thanh toán thất bại|hoàn tất|đã hủy|đã hoàn tiền|đã thanh toán|đã giữ khoản thanh toán|đã thanh toán một phần|đã hoàn tiền một phần|đã hủy thanh toán|thanh toán hết hạn|đã gửi một phần|đã xử lý|đang vận chuyển|đang giao|đã giao|sẵn sàng để nhận|đã thử giao|đã nhận|bị chậm',
  zh: '等待付款|暂停|准备中|付款失败|已完成|已取消|已退款|已付款|已预授权|部分付款|部分退款|付款已取消|付款已过期|部分发货|已处理|运输中|派送中|已送达|可取货|已尝试派送|已取货|延误',
}

const known = new Map(Object.entries(words).map(([language, text]) => [language, new Map(zip(english.split('|'), text.split('|')))]))

/** The status of an order or a parcel in a shopper's language (BCP 47), as far as it is one of those that every shop has; else as it is. */
export function statusIn(language: string | null, status: string): string {
  const there = known.get(language?.split('-')[0]?.toLowerCase() ?? 'en')
  return there
    ? status
        .split(', ')
        .map(part => there.get(part) ?? part)
        .join(', ')
    : status
}

function zip(keys: readonly string[], values: readonly string[]): [string, string][] {
  if (keys.length !== values.length) throw new Error(`There are ${values.length} words for ${keys.length} states: ${values[0]} …`)
  return keys.map((key, place) => [key, values[place] ?? key])
}
